"""The skill model: 8 skills, 16 sub-skills, 48 levels; labels may change, ids and shape may not."""

import re
from dataclasses import FrozenInstanceError, replace

import pytest

from wpo.catalogue.loading import Catalogue
from wpo.model.skills import LEVELS, Skill, SkillModel, SubSkill


@pytest.fixture(scope="module")
def model(catalogue: Catalogue) -> SkillModel:
    """The real skill model."""
    return catalogue.skills


@pytest.fixture
def skill(model: SkillModel) -> Skill:
    """The first skill."""
    return model.skills[0]


@pytest.fixture
def sub_skill(skill: Skill) -> SubSkill:
    """The first sub-skill."""
    return skill.sub_skills[0]


def test_cells(model: SkillModel) -> None:
    """The matrix has 48 places, in the order of skills, sub-skills and levels."""
    found = [(skill.id, sub.id, level.level) for skill, sub, level in model.cells()]

    assert found == [
        (f"s{n}", f"s{n}{half}", level) for n in range(1, 9) for half in "ab" for level in LEVELS
    ]


def test_find(model: SkillModel, skill: Skill, sub_skill: SubSkill) -> None:
    """Every sub-skill is found with its skill and its levels, and no other is."""
    assert model.skill_of("s1a") == skill
    assert model.sub_skill("s1a") == sub_skill
    assert [sub_skill.level(n).level for n in LEVELS] == list(LEVELS)
    for unknown in ("s9a", "s1", "S1A", ""):
        with pytest.raises(KeyError):
            model.sub_skill(unknown)
        with pytest.raises(KeyError):
            model.skill_of(unknown)


def test_rename(model: SkillModel, skill: Skill, sub_skill: SubSkill) -> None:
    """Labels and texts may be renamed at any time: nothing else notices."""
    level = replace(sub_skill.levels[0], behaviour=("Iets anders.",), if_then="Als x, dan y.")
    renamed_sub = replace(sub_skill, label="Anders", levels=(level, *sub_skill.levels[1:]))
    renamed = replace(
        skill, label="Ook anders", question="?", sub_skills=(renamed_sub, skill.sub_skills[1])
    )
    rules = tuple(replace(one, support="x", situation="y", seen="z") for one in model.level_rules)
    changed = replace(model, skills=(renamed, *model.skills[1:]), level_rules=rules)

    assert [sub.id for _, sub, _ in changed.cells()] == [sub.id for _, sub, _ in model.cells()]
    assert changed.sub_skill("s1a").label == "Anders"


def test_frozen(skill: Skill) -> None:
    """What things are cannot be changed behind anybody's back."""
    with pytest.raises(FrozenInstanceError):
        skill.label = "x"  # type: ignore[misc]


@pytest.mark.parametrize("code", [24100, 24126])
def test_vum_ends(skill: Skill, code: int) -> None:
    """Both ends of the range of VUM codes belong to it."""
    assert replace(skill, vum_codes=(code,)).vum_codes == (code,)


@pytest.mark.parametrize("code", [24099, 24127, 0, -24105])
def test_vum_range(skill: Skill, code: int) -> None:
    """A code outside the VUM standard is named."""
    with pytest.raises(ValueError, match=f"VUM-code {code} ligt niet tussen 24100 en 24126"):
        replace(skill, vum_codes=(24105, code))


@pytest.mark.parametrize("nothing", [{"vum_codes": ()}, {"esco": ()}])
def test_exchangeable(skill: Skill, nothing: dict[str, tuple[()]]) -> None:
    """A skill has a VUM code and an ESCO concept."""
    with pytest.raises(ValueError, match="minstens één VUM-code en één ESCO-begrip"):
        replace(skill, **nothing)


@pytest.mark.parametrize("places", [(), (0,), (0, 0), (1, 0), (0, 1, 1)])
def test_sub_skills(skill: Skill, places: tuple[int, ...]) -> None:
    """A skill has its own two sub-skills, in order."""
    with pytest.raises(ValueError, match=re.escape("s1: verwacht de deelskills ('s1a', 's1b')")):
        replace(skill, sub_skills=tuple(skill.sub_skills[place] for place in places))


@pytest.mark.parametrize("places", [(), (0, 1), (1, 0, 2), (0, 1, 2, 2)])
def test_levels(sub_skill: SubSkill, places: tuple[int, ...]) -> None:
    """A sub-skill has the levels 1, 2 and 3, in order."""
    with pytest.raises(ValueError, match="s1a: verwacht de niveaus 1, 2 en 3 op volgorde"):
        replace(sub_skill, levels=tuple(sub_skill.levels[place] for place in places))


def test_all_skills(model: SkillModel) -> None:
    """There are eight skills in their own order."""
    for skills in (model.skills[:7], model.skills[::-1], (*model.skills, model.skills[0])):
        with pytest.raises(ValueError, match="verwacht de skills"):
            replace(model, skills=skills)


def test_level_rules(model: SkillModel) -> None:
    """There is a rule for each level, in order."""
    for rules in (model.level_rules[:2], model.level_rules[::-1]):
        with pytest.raises(ValueError, match="verwacht een niveauregel"):
            replace(model, level_rules=rules)


def test_slugs(model: SkillModel, skill: Skill, sub_skill: SubSkill) -> None:
    """A slug is used once, by a skill or by a sub-skill: folders are called after it."""
    other = model.skills[1]
    subs = (replace(sub_skill, slug=other.slug), skill.sub_skills[1])
    for changed in (replace(skill, slug=other.slug), replace(skill, sub_skills=subs)):
        with pytest.raises(ValueError, match="een slug komt twee keer voor"):
            replace(model, skills=(changed, *model.skills[1:]))
