"""Whether what somebody tells about an opdracht can be an answer to what was asked."""

from collections.abc import Iterable, Mapping

from wpo.catalogue.questionnaires import Questionnaire
from wpo.model.pilot import PilotEvent, Rated


def wrong_ratings(
    events: Iterable[PilotEvent], questionnaires: Mapping[str, Questionnaire]
) -> dict[str, str]:
    """Return why ratings among these answer no questionnaire, by event id; never what they say."""
    reasons = {
        one.event_id: _wrong(one, one.facts, questionnaires)
        for one in events
        if isinstance(one.facts, Rated)
    }
    return {event_id: why for event_id, why in reasons.items() if why}


def _wrong(event: PilotEvent, rated: Rated, questionnaires: Mapping[str, Questionnaire]) -> str:
    asked = questionnaires.get(rated.questionnaire)
    if asked is None:
        return "questionnaire: deze vragenlijst is er niet."
    if asked.for_role is not event.as_role:
        return "questionnaire: deze vragenlijst is voor een andere rol."
    return asked.wrong(rated.answers)
