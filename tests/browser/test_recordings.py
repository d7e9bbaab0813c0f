"""Where the content has a recording of a text, that is what is heard."""

import shutil
import wave
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.participant import somebody
from tests.running import Running
from wpo.catalogue.hashing import hash_of
from wpo.catalogue.loading import Catalogue

pytestmark = pytest.mark.browser

LISTEN = """
  window.played = [];
  HTMLMediaElement.prototype.play = function () { window.played.push(this.src); };
"""


def test_a_recording_is_played_and_a_changed_text_never_plays_old_words(
    browser: Browser, tmp_path: Path, catalogue: Catalogue
) -> None:
    """The stem has a recording and the options have none; there is no Dutch voice here."""
    question = catalogue.assignment("overleggen-luisteren-2").practice[0]
    content = tmp_path / "content"
    shutil.copytree(catalogue.root, content)
    (content / "geluid").mkdir()
    name = f"{hash_of(' '.join(question.stem))}.wav"
    with wave.open(str(content / "geluid" / name), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", "none"))
        sound.writeframes(b"\0\0" * 800)
    with Running(tmp_path / "data", content) as server:
        person = somebody(browser, server)
        person.page.context.add_init_script(LISTEN)
        person.open("overleggen-luisteren-2")
        assert person.page.locator(".listen").count() == 1
        person.page.locator(".text .listen").click()

        played = person.page.evaluate("played")
        assert played == [f"{server.address}/wpo/geluid/{name}"]
        assert person.page.request.get(played[0]).status == 200
        stranger = browser.new_context()
        assert stranger.request.get(played[0]).status == 401
