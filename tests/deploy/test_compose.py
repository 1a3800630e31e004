"""deploy/compose.yaml, read as Docker Compose reads it: anchors merged, variables named."""

import re

import pytest

from tests.deploy.files import DEPLOY, FOREIGN, PROJECT, command_complaint, declared_settings, read_yaml

OURS = ("web", "worker")
THEIRS = ("caddy", "postgres")


@pytest.fixture(scope="module")
def compose():
    return read_yaml(DEPLOY / "compose.yaml")


@pytest.fixture(scope="module")
def services(compose):
    return compose["services"]


def test_it_holds_the_pages_a_worker_a_database_and_a_proxy(services):
    assert set(services) == {*OURS, *THEIRS}


@pytest.mark.parametrize("name", [*OURS, *THEIRS])
def test_each_service_has_the_least_privilege(services, name):
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "caddy" else [])
    assert "privileged" not in service


def test_nothing_but_the_proxy_is_open_to_the_network(services):
    assert {name for name, service in services.items() if "ports" in service} == {"caddy"}
    assert sorted(services["caddy"]["ports"]) == ["443:443", "443:443/udp", "80:80"]


def test_the_database_is_alone_with_those_that_use_it(compose, services):
    assert compose["networks"]["database"] == {"internal": True}
    assert services["postgres"]["networks"] == ["database"]
    assert "networks" not in services["caddy"]
    assert all("database" in services[name]["networks"] for name in OURS)


@pytest.mark.parametrize("name", THEIRS)
def test_the_images_of_others_are_pinned_to_a_version(services, name):
    assert re.fullmatch(r"(caddy:2\.\d+-alpine|postgres:\d+-bookworm)", services[name]["image"])


def test_the_pages_and_the_worker_are_one_image_built_once(services):
    assert services["web"]["image"] == services["worker"]["image"]
    assert "build" not in services["worker"]
    assert services["worker"]["pull_policy"] == "never"
    built = services["web"]["build"]
    assert (DEPLOY / built["context"]).resolve() == PROJECT
    assert (PROJECT / built["dockerfile"]).is_file()


@pytest.mark.parametrize("name", OURS)
def test_their_commands_are_those_of_entregent(services, name):
    assert command_complaint(services[name]["command"]) == ""


@pytest.mark.parametrize("name", [*OURS, *THEIRS])
def test_every_variable_is_known_to_whom_it_is_told(services, name):
    told = set(services[name]["environment"])
    assert told <= declared_settings() | FOREIGN
    if name in OURS:
        assert told <= declared_settings()
        assert services[name]["env_file"] == ".env"
    else:
        assert "env_file" not in services[name]


def test_what_it_needs_from_the_settings_file_is_offered_there(services):
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    wanted = set(re.findall(r"\$\{([A-Z_]+)", text))
    offered = set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert wanted == {"ENTREGENT_HOSTS", "POSTGRES_PASSWORD"}
    assert wanted <= offered


def test_the_settings_file_is_neither_published_nor_sent_to_the_build():
    assert ".env" in (DEPLOY / ".gitignore").read_text(encoding="utf-8").split()


def test_each_starts_when_what_it_needs_is_well(services):
    needs = {name: set(service.get("depends_on", ())) for name, service in services.items()}
    assert needs == {"caddy": {"web"}, "web": {"postgres"}, "worker": {"web"}, "postgres": set()}
    conditions = {one["condition"] for service in services.values() for one in service.get("depends_on", {}).values()}
    assert conditions == {"service_healthy"}


def test_the_proxy_asks_where_the_pages_are(services):
    port = re.search(r"PORT=(\d+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8")).group(1)
    assert services["caddy"]["environment"]["UPSTREAM"] == f"web:{port}"
    assert any(volume.startswith("./Caddyfile:/etc/caddy/Caddyfile") for volume in services["caddy"]["volumes"])


def test_what_must_be_kept_is_in_volumes_with_names(compose, services):
    used = {
        volume.partition(":")[0]
        for service in services.values()
        for volume in service["volumes"]
        if not volume.startswith(".")
    }
    assert used == set(compose["volumes"])
    homes = {volume for name in OURS for volume in services[name]["volumes"]}
    assert homes == {"home:/var/lib/entregent"}
