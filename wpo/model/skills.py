"""The skill model: 8 skills, each 2 sub-skills, each 3 levels.

Ids (``s1`` … ``s8``, ``s1a`` … ``s8b``) are eternal. Labels may be renamed at any time: the
names of the sub-skills are this project's own proposal and belong to the project leader.
"""

from collections.abc import Iterator
from dataclasses import dataclass

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule:
    """What separates one level from the next, for every skill alike.

    ``support``, ``situation`` and ``seen`` are Dutch texts for staff: how much help there is,
    where the behaviour is shown, and what the werkplekopleider sees.
    """

    level: int
    support: str
    situation: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDescription:
    """What a participant who masters this level does: sentences in the first person.

    ``if_then`` is an example of an als-dan sentence for the week on the work floor.
    """

    level: int
    behaviour: tuple[str, ...]
    if_then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubSkill:
    """One half of a skill, with its three levels in order."""

    id: str
    slug: str
    label: str
    levels: tuple[LevelDescription, ...]

    def __post_init__(self) -> None:
        found = tuple(level.level for level in self.levels)
        if found != LEVELS:
            raise ValueError(f"{self.id}: verwacht de niveaus 1, 2 en 3 op volgorde, kreeg {found}")

    def level(self, number: int) -> LevelDescription:
        """Return the description of level ``number`` (1, 2 or 3)."""
        return self.levels[number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscoConcept:
    """A concept of the European skills classification; ``uri`` is stable, the label may move."""

    uri: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A general work skill with two sub-skills.

    ``vum_codes`` are codes of the Dutch VUM standard (24100–24126), the primary one first;
    they make results exchangeable with gemeente and UWV. ``competentnl_uri`` stays empty until
    the project leader has chosen a concept.
    """

    id: str
    slug: str
    label: str
    question: str
    vum_codes: tuple[int, ...]
    esco: tuple[EscoConcept, ...]
    sub_skills: tuple[SubSkill, ...]
    competentnl_uri: str = ""

    def __post_init__(self) -> None:
        expected = (f"{self.id}a", f"{self.id}b")
        found = tuple(sub_skill.id for sub_skill in self.sub_skills)
        if found != expected:
            raise ValueError(f"{self.id}: verwacht de deelskills {expected}, kreeg {found}")
        for code in self.vum_codes:
            if not 24100 <= code <= 24126:
                raise ValueError(f"{self.id}: VUM-code {code} ligt niet tussen 24100 en 24126")
        if not self.vum_codes or not self.esco:
            raise ValueError(f"{self.id}: noem minstens één VUM-code en één ESCO-begrip")


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillModel:
    """All eight skills in their fixed order, and the level rule they share."""

    level_rules: tuple[LevelRule, ...]
    skills: tuple[Skill, ...]

    def __post_init__(self) -> None:
        expected = tuple(f"s{number}" for number in range(1, 9))
        found = tuple(skill.id for skill in self.skills)
        if found != expected:
            raise ValueError(f"verwacht de skills {expected}, kreeg {found}")
        if tuple(rule.level for rule in self.level_rules) != LEVELS:
            raise ValueError("verwacht een niveauregel voor de niveaus 1, 2 en 3, op volgorde")
        slugs = [sub.slug for skill in self.skills for sub in skill.sub_skills]
        slugs += [skill.slug for skill in self.skills]
        if len(set(slugs)) != len(slugs):
            raise ValueError(f"een slug komt twee keer voor: {sorted(slugs)}")

    def cells(self) -> Iterator[tuple[Skill, SubSkill, LevelDescription]]:
        """Yield the 48 places of the 8 × 2 × 3 matrix, in order."""
        for skill in self.skills:
            for sub_skill in skill.sub_skills:
                for level in sub_skill.levels:
                    yield skill, sub_skill, level

    def skill_of(self, sub_skill_id: str) -> Skill:
        """Return the skill that holds this sub-skill.

        Raises
        ------
        KeyError
            If no sub-skill has this id.
        """
        return self._places()[sub_skill_id][0]

    def sub_skill(self, sub_skill_id: str) -> SubSkill:
        """Return the sub-skill with this id (KeyError if there is none)."""
        return self._places()[sub_skill_id][1]

    def _places(self) -> dict[str, tuple[Skill, SubSkill]]:
        return {sub.id: (skill, sub) for skill in self.skills for sub in skill.sub_skills}
