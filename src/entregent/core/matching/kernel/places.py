"""Where things stand in the flat arrays of compiled code.

A set of watches is one array of 32 bits and one of 64, in parts; `at[PART]` is where a part begins. So few arrays pass between
compiled functions, which the compiler takes many times longer to compile with dozens of them, and a file is one block.
A part "X_AT" says where the rows of part "X" begin, one entry more than there are rows.
"""

# Tables.ints
TABLE_INTS = (
    "letters_at",  # term → letters
    "anchored_at", "anchored",  # term → items of this term alone that anchor a watch
    "paired_at", "paired",  # pair of terms → items that hold it and that anchor a watch
    "group_at", "group",  # group of prefixes with the same first bytes → terms
    "prefix_bytes",  # prefix → bytes of its letters
    "item_at", "item_terms",  # item → terms side by side
    "item_pivot",  # item → which of its terms is the rarest
    "item_titled",  # item → whether it is looked for in the title alone
    "watching_at", "watching",  # item → watches that it anchors
    "leaf_watching_at", "leaf_watching",  # metadata leaf → watches that it anchors
    "always",  # watches without an anchor
    "entry",  # watch → first row of its program
    "steps",  # rows of 4: test, number, where to when it holds, where to when not
    "nears", "near_items",  # rows of 4: first item on the left, first on the right, one past the right, distance
    "node_at", "nodes",  # watch → its tree, rows of 3: kind, number, whole
    "inexact",  # watch → whether the plain evaluator must confirm it
)  # fmt: skip
(
    LETTERS_AT, ANCHORED_AT, ANCHORED, PAIRED_AT, PAIRED, GROUP_AT, GROUP, PREFIX_BYTES, ITEM_AT, ITEM_TERMS, ITEM_PIVOT,
    ITEM_TITLED, WATCHING_AT, WATCHING, LEAF_WATCHING_AT, LEAF_WATCHING, ALWAYS_TRIED, ENTRY,
    STEPS, NEARS, NEAR_ITEMS, NODE_AT, TREE, INEXACT,
) = range(24)  # fmt: skip
# Tables.longs
TABLE_LONGS = (
    "slots",  # open hash table of words, rows of 2: the letters when eight bytes hold them, else the hash; term + 1, flags
    "pair_slots",  # the same of pairs: one term, upper half, and the next; pair + 1
    "pair_passing",  # bit filter before it
    "letters",  # folded UTF-8, first byte lowest
    "prefix_slots",  # open hash table of first letters, eight bytes at most, rows of 2: the letters; group + 1
    "prefix_passing",  # bit filter before it
)
SLOTS, PAIR_SLOTS, PAIR_PASSING, LETTERS, PREFIX_SLOTS, PREFIX_PASSING = range(24, 30)
# Tables.at, after the parts: how many
SIZES = (
    "words",
    "terms",
    "items",
    "watches",
    "leaves",
    "always",
    "slots",
    "prefix_passing",
    "pair_slots",
    "pair_passing",
    "prefix_slots",
    "lengths",
    "nesting",
    "deepest",
)
WORD_COUNT, TERM_COUNT, ITEM_COUNT, WATCH_COUNT, LEAF_COUNT, ALWAYS_COUNT = range(30, 36)
SLOTS_MASK, PREFIX_PASSING_MASK, PAIR_MASK, PAIR_PASSING_MASK, PREFIX_MASK = range(
    36, 41
)  # number of slots or bits, less 1
PREFIX_LENGTHS = 41  # bit n: some prefix has n bytes; bit 8: eight or more
NESTING = 42  # the most prefixes that one word begins with
DEEPEST = 43  # the most nodes of a tree

# Flags of a word in `slots`, beside term + 1 in the lower half
LONG = 1 << 32  # more than eight bytes
ALONE = 1 << 33  # its term alone anchors a watch
LEADS = 1 << 34  # it begins a pair
FOLLOWS = 1 << 35  # it ends a pair

# Marks.ints
(TERM_SEEN, TERM_HEAD, ITEM_SEEN, WATCH_SEEN, LEAF_SEEN, TOUCHED, CAUGHT, REMOVED, TRUTH, PARTS) = range(10)

# Words.ints; LETTERS_AT as above
(STARTS, ENDS, COVERS, SPANNED, FROM_FIRST, FROM_NEXT, TO_FIRST, TO_NEXT, TERMS, FOLLOWING, SOURCE, HYPHENED, PAIRS) = (
    range(1, 14)
)
# Words.counts
WORDS, GAP, EXTRAS, RANGES, NODES, CHARACTERS, STRANGE, HYPHENS = range(8)
