"""Nothing writes to a contact but the gate: who may speak to a mail server is listed, each with its reason."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.rooms import called_name, place, python_modules, syntax_tree, text_of

# Ways to a mail server: of Python, of Django, of libraries that could be installed, and our own.
LETTERS = "entregent.accounts.letters"
HARMLESS = frozenset({"can_send", "Fate"})  # of LETTERS: they send nothing
OUTWARD = ("smtplib", "aiosmtplib", "django.core.mail", "allauth.account.adapter", LETTERS)
NAMES = frozenset({"send_mail", "send_mass_mail", "mail_admins", "mail_managers", "email_user"})
POSTING = "entregent.messages.posting"
GATE = "messages/gate.py"
# Who may, and to whom. None of them may read the addresses of contacts, but for those of the room `messages`.
LISTED: Mapping[str, str] = {
    "accounts/letters.py": "the one module that speaks to the server",
    "accounts/adapters.py": "what is said to a member about their own account",
    "accounts/own_account.py": "a member is told that their account changed",
    "accounts/views/invitations.py": "an invitation to join the team, to the address its owner gave",
    "accounts/views/links.py": "the link by which a member logs in",
    "watches/letters/writing.py": "what waits in the inbox, to a member who chose it",
    "watches/actions/letters.py": "the same, handed over",
    "relations/actions/outside.py": "what a member owes this week, to that member",
    "messages/posting.py": "the letter a message becomes; entered by the gate alone",
}
OF_MESSAGES = "messages/"
ADDRESSES = frozenset({"EMAIL", "addresses_of"})  # Fact.Kind.EMAIL, and whoever reads it for the gate


def leaving_complaints(root: Path, listed: Mapping[str, str] = LISTED) -> list[str]:
    """Modules below `root` that could write to somebody without being listed, entries that stand for nothing, back doors."""
    complaints: list[str] = []
    used: set[str] = set()
    for path in python_modules(root):
        module, tree = path.relative_to(root).as_posix(), syntax_tree(path)
        for line, way in _ways(tree):
            used.add(module)
            if module not in listed:
                complaints.append(
                    f"{place(path, root, line)} reaches {way}: messages to contacts leave by the gate alone"
                )
        if module not in (GATE, "messages/posting.py"):
            complaints += [f"{place(path, root, line)} enters {POSTING} past the gate" for line in _postings(tree)]
        if module in listed and not module.startswith(OF_MESSAGES):
            complaints += [
                f"{place(path, root, line)} writes letters and reads contacts’ addresses" for line in _addresses(tree)
            ]
    return complaints + [f"{module} is listed and reaches no mail server" for module in sorted(set(listed) - used)]


def _ways(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        for name in _named(node):
            way = next((one for one in OUTWARD if name == one or name.startswith(f"{one}.")), None)
            if way:
                yield getattr(node, "lineno", 0), way
        if isinstance(node, ast.Call) and called_name(node) in NAMES:
            yield node.lineno, called_name(node)


def _postings(tree: ast.AST) -> Iterator[int]:
    return (getattr(node, "lineno", 0) for node in ast.walk(tree) if any(_is_posting(name) for name in _named(node)))


def _is_posting(name: str) -> bool:
    return name == POSTING or name.startswith(f"{POSTING}.")


def _named(node: ast.AST) -> list[str]:
    """What a node imports, by its whole name; `from a import b` is a and a.b. A module named in a text counts as well."""
    match node:
        case ast.Import(names=names):
            return [one.name for one in names]
        case ast.ImportFrom(module=str() as module, names=names):
            whole = [f"{module}.{one.name}" for one in names if module != LETTERS or one.name not in HARMLESS]
            return [module, *whole] if whole else []
        case ast.Call(args=[first, *_]) if called_name(node) in {"import_module", "__import__", "import_string"}:
            return [text_of(first) or ""]
        case _:
            return []


def _addresses(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in ADDRESSES:
                yield node.lineno
