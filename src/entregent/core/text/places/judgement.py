"""From claims to a place: what agrees is believed, what contradicts itself stays unknown."""

from collections.abc import Sequence

from entregent.core.text.places.gazetteer import ABROAD, Entry, Level, gazetteer, settled
from entregent.core.text.places.location import Location, read_location
from entregent.core.text.places.place import How, Place
from entregent.core.text.places.reading import Claim, claims_of_bio, is_area, words_of
from entregent.core.text.places.words import ELECTED_ABROAD, Cue


def infer_region(bio: str, location: str) -> Place | None:
    """Return where somebody is by what they say of themselves; None when that is unknown.

    bio: their description; location: what they wrote in the field for it, "" for none. A mandate (« maire de … ») is believed
    before the field, the field before any other sentence. A name with homonyms counts when the rest says which, or when it
    has ten times the inhabitants of the others. Unknown: nothing is said, or it contradicts itself, or is outside France.
    """
    if ELECTED_ABROAD.search(" ".join(word.text for word in words_of(bio))):
        return None
    field = read_location(location)
    claims = claims_of_bio(bio)
    mandates = _of(claims, Cue.MANDATE)
    if mandates:
        return _by_mandate(mandates, field.claims)
    if field.claims:
        return _by_field(field, claims)
    for cue in (Cue.RESIDENCE, Cue.PRESENCE, Cue.FORMER, Cue.HINT):
        if said := _of(claims, cue):
            return _agreed(said, "inferred")
    return None


def _of(claims: Sequence[Claim], cue: Cue) -> list[Claim]:
    return [claim for claim in claims if claim.cue is cue]


def _by_mandate(mandates: list[Claim], declared: Sequence[Claim]) -> Place | None:
    region = _region_of(mandates) or _region_of([claim for claim in mandates if _is_area(claim)])
    if region is None:
        shared = _common(mandates) & frozenset(region for claim in declared for region in claim.regions)
        region = next(iter(shared)) if len(shared) == 1 else None
    if region is None or region == ABROAD:
        return None
    in_field = [claim for claim in declared if region in claim.regions]
    return place_from(in_field, region, "declared") if in_field else place_from(mandates, region, "inferred")


def _is_area(claim: Claim) -> bool:
    return any(map(is_area, claim.entries))


def _by_field(field: Location, claims: Sequence[Claim]) -> Place | None:
    region = _region_of(field.claims)
    if region is None:
        region = _supported(field.claims, claims)
    if region is None or region == ABROAD or _is_contradicted(region, claims):
        return None
    return place_from([claim for claim in field.claims if region in claim.regions], region, "declared")


def _is_contradicted(region: str, claims: Sequence[Claim]) -> bool:
    """Whether a sentence says that they live, or held a mandate, elsewhere: the field may say where they work, or be a joke."""
    said = [*_of(claims, Cue.RESIDENCE), *_of(claims, Cue.FORMER)]
    return bool(said) and not any(region in claim.regions for claim in said)


def _supported(declared: Sequence[Claim], claims: Sequence[Claim]) -> str | None:
    """The one region that both the field, which names several, and a sentence of the bio may mean."""
    possible = frozenset(region for claim in declared for region in claim.regions) - {ABROAD}
    for cue in (Cue.RESIDENCE, Cue.PRESENCE, Cue.FORMER, Cue.HINT):
        said = [claim for claim in _of(claims, cue) if claim.regions & possible]
        if said:
            shared = frozenset.intersection(*(claim.regions for claim in said)) & possible
            return next(iter(shared)) if len(shared) == 1 else None
    return None


def _agreed(claims: list[Claim], how: How) -> Place | None:
    region = _region_of(claims)
    return None if region is None or region == ABROAD else place_from(claims, region, how)


def _common(claims: Sequence[Claim]) -> frozenset[str]:
    return frozenset.intersection(*(claim.regions for claim in claims)) if claims else frozenset()


def _region_of(claims: Sequence[Claim]) -> str | None:
    """The region on which the claims agree, homonyms considered; None when they do not, or not clearly."""
    shared = _common(claims)
    if not shared:
        return None
    for claim in claims:
        entry = settled(claim.entries, among=shared)
        if entry is not None:
            return entry.region
    return None


def place_from(claims: Sequence[Claim], region: str, how: How) -> Place:
    """The narrowest place that the claims name in the region, with the words of the first that names it."""
    found = [(entry, claim) for claim in claims if (entry := settled(claim.entries, among={region}))]
    order = {Level.COMMUNE: 0, Level.DEPARTMENT: 1, Level.LOCALITY: 2, Level.REGION: 3}
    entry, claim = min(found, key=lambda pair: order[pair[0].level])
    names = gazetteer()
    department = names.departments.get(entry.department) or _only_department(region)
    return Place(
        region_code=region,
        region=names.regions[region].name,
        department_code=department.code if department else None,
        department=department.name if department else None,
        commune_code=entry.code if entry.level is Level.COMMUNE else None,
        name=entry.name,
        population=entry.population,
        how=how,
        evidence=claim.evidence,
    )


def _only_department(region: str) -> Entry | None:
    inside = [entry for entry in gazetteer().departments.values() if entry.region == region]
    return inside[0] if len(inside) == 1 else None
