"""Whatever happens to the network, the page or the server: every answer is kept, each once."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.participant import PAGE, Participant, at_new_page, somebody
from tests.running import Running

pytestmark = pytest.mark.browser

OPDRACHT = "overleggen-luisteren-2"


def answer_question(participant: Participant) -> None:
    """Answer screens until the next question begins."""
    before = participant._asked()[0]
    while not participant.at_end and participant._asked()[0] == before:
        participant.answer()


def test_answers_given_without_a_network_arrive_when_it_is_back(
    browser: Browser, server: Running
) -> None:
    """The network goes after question 2 and comes back after question 4."""
    person = somebody(browser, server)
    person.open(OPDRACHT)
    answer_question(person)
    answer_question(person)
    person.all_kept()
    before = len(person.given)

    person.page.context.set_offline(True)
    answer_question(person)
    expect(person.page.locator(".notice")).to_contain_text("Geen internet")
    answer_question(person)
    assert server.answers() == person.given[:before]
    person.page.context.set_offline(False)
    person.practise()
    person.all_kept()

    assert server.answers() == person.given


def test_a_closed_page_opens_where_the_participant_was(browser: Browser, server: Running) -> None:
    """Closing a page in the middle loses nothing."""
    person = somebody(browser, server)
    person.open(OPDRACHT)
    for _ in range(4):
        person.answer()
    screen = person.screen
    person.page.close()

    again = at_new_page(browser.contexts[-1], server)
    again.open(OPDRACHT)
    assert again.screen == screen
    expect(again.page.locator(".welcome")).to_be_visible()
    again.given = list(person.given)
    again.practise()
    again.all_kept()

    assert server.answers() == again.given


def test_a_page_opens_again_without_a_network(browser: Browser, server: Running) -> None:
    """A page closed while nothing answers comes from the device; its answers arrive later."""
    person = somebody(browser, server)
    person.open(OPDRACHT)
    keeper_ready = """async () => {
      await navigator.serviceWorker.ready;
      return true;
    }"""
    assert person.page.evaluate(keeper_ready)
    person.open(OPDRACHT)  # the second visit passes the keeper, which keeps the page
    person.page.wait_for_function("async () => Boolean(await caches.match(location.href))")
    person.answer()
    person.all_kept()
    server.kill()
    person.answer()
    screen = person.screen
    person.page.close()

    again = Participant(page=person.page.context.new_page(), server=server)
    again.open(OPDRACHT)
    assert again.screen == screen
    again.given = list(person.given)
    again.answer()
    server.start()
    again.practise()
    again.all_kept()

    assert server.answers() == again.given


def test_a_killed_server_loses_no_answer(browser: Browser, server: Running) -> None:
    """The server is killed with -9 between two answers and comes back."""
    person = somebody(browser, server)
    person.open(OPDRACHT)
    for _ in range(3):
        person.answer()
    person.all_kept()

    server.kill()
    person.answer()
    person.answer()
    server.start()
    person.practise()
    person.all_kept()

    assert server.answers() == person.given
    ids = [one["event_id"] for one in server.events()]
    assert len(ids) == len(set(ids))


def test_a_second_device_goes_on_where_the_first_stopped(browser: Browser, server: Running) -> None:
    """The tablet shows the screen at which the phone was left."""
    phone = somebody(browser, server)
    phone.open(OPDRACHT)
    for _ in range(5):
        phone.answer()
    phone.all_kept()

    tablet = somebody(browser, server, viewport={"width": 800, "height": 1100})
    tablet.open(OPDRACHT)
    assert tablet.screen == phone.screen
    tablet.given = list(phone.given)
    tablet.practise()
    tablet.all_kept()

    assert server.answers() == tablet.given


def test_two_devices_at_once_lose_nothing_of_either(browser: Browser, server: Running) -> None:
    """A phone that was offline adds its own branch; no fact of either device is dropped."""
    phone = somebody(browser, server)
    phone.open(OPDRACHT)
    phone.answer()
    phone.all_kept()
    tablet = somebody(browser, server)
    tablet.open(OPDRACHT)

    phone.page.context.set_offline(True)
    phone.answer()
    phone.answer()
    tablet.choose = -1
    tablet.practise()
    tablet.all_kept()
    phone.page.context.set_offline(False)
    phone.all_kept()

    assert sorted(server.answers()) == sorted(phone.given + tablet.given)


def test_a_lost_acknowledgement_does_not_double_an_answer(
    browser: Browser, server: Running
) -> None:
    """The server has the fact, but its answer never reaches the phone: it is sent again."""
    person = somebody(browser, server)
    person.open(OPDRACHT)
    lost = []

    def lose_once(route: object) -> None:
        if len(lost) < 2:
            lost.append(route.fetch())  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    person.page.route("**/wpo/api/events", lose_once)
    person.answer()
    person.answer()
    person.all_kept()

    assert len(lost) == 2
    assert server.answers() == person.given


def test_an_answer_to_a_text_that_changed_meanwhile_is_kept(
    browser: Browser, tmp_path: Path, catalogue: object
) -> None:
    """A page opened before the text was changed still delivers, and goes on in its own words."""
    content = tmp_path / "content"
    shutil.copytree(catalogue.root, content)  # type: ignore[attr-defined]
    with Running(tmp_path / "data", content) as server:
        person = somebody(browser, server)
        person.open(OPDRACHT)
        stem = person.page.locator(".text").inner_text()
        file = content / "opdrachten/overleggen/luisteren/niveau-2.yaml"
        first_line = stem.splitlines()[0]
        text = file.read_text(encoding="utf-8")
        assert first_line in text
        file.write_text(text.replace(first_line, "Je werkt nu ergens anders."), encoding="utf-8")
        server.kill()
        server.start()

        person.answer()
        person.all_kept()
        person.open(OPDRACHT)
        person.practise()
        person.all_kept()
        other = somebody(browser, server, number=2)
        other.open(OPDRACHT)

        assert server.answers() == person.given
        assert "Je werkt nu ergens anders." in other.page.locator(".text").inner_text()


def test_two_tabs_of_one_person_share_one_outbox(browser: Browser, server: Running) -> None:
    """Answers of both tabs arrive, each once."""
    first = somebody(browser, server)
    first.open(OPDRACHT)
    second = at_new_page(first.page.context, server)
    second.open("overleggen-zeggen-2")
    first.page.context.set_offline(True)
    for _ in range(3):
        first.answer()
        second.answer()
    first.page.context.set_offline(False)
    first.all_kept()

    assert sorted(server.answers()) == sorted(first.given + second.given)


def test_a_device_that_keeps_nothing_says_so_and_still_delivers(
    browser: Browser, server: Running
) -> None:
    """With storage refused, facts wait in memory and the person is asked to stay."""
    context = browser.new_context()
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    page = context.new_page()
    page.goto(server.link("deelnemer"))
    page.wait_for_url("**/voila/render/**", wait_until="commit")
    page.goto(f"{server.address}{PAGE}?opdracht={OPDRACHT}")
    page.wait_for_timeout(400)
    context.set_offline(True)
    page.locator(".offers .choice").first.click()
    expect(page.locator(".notice")).to_contain_text("Dit apparaat bewaart niets")
    assert server.answers() == []
    context.set_offline(False)
    page.wait_for_timeout(1000)

    assert len(server.answers()) == 1


def test_an_ended_session_keeps_the_answers_on_the_device(
    browser: Browser, server: Running
) -> None:
    """When the link must be opened again, answers wait and then arrive."""
    person = somebody(browser, server)
    person.open(OPDRACHT)
    person.answer()
    person.all_kept()
    person.page.context.clear_cookies()
    person.answer()
    expect(person.page.locator(".notice")).to_contain_text("Open je eigen link")
    person.page.goto(server.link("deelnemer"))
    person.page.wait_for_url("**/voila/render/**", wait_until="commit")
    person.open(OPDRACHT)
    person.all_kept()

    assert server.answers() == person.given


def test_answers_left_by_somebody_else_never_become_mine(browser: Browser, server: Running) -> None:
    """On a shared tablet the second person does not deliver the first one's answers."""
    first = somebody(browser, server, number=1)
    first.open(OPDRACHT)
    server.kill()
    first.answer()
    context = first.page.context
    first.page.close()
    server.start()

    second = at_new_page(context, server, number=2)
    second.open(OPDRACHT)
    second.answer()
    second.page.wait_for_timeout(1500)
    assert server.answers("demo-deelnemer-1") == []
    assert server.answers("demo-deelnemer-2") == second.given
    back = at_new_page(context, server, number=1)
    back.open(OPDRACHT)
    back.all_kept()

    assert server.answers("demo-deelnemer-1") == first.given


def test_a_kept_page_of_somebody_else_is_never_shown(browser: Browser, server: Running) -> None:
    """After the next person came in, the device has no page of the first any more."""
    first = somebody(browser, server, number=1)
    first.open(OPDRACHT)
    first.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    first.open(OPDRACHT)
    kept = "async () => (await caches.keys()).join()"
    first.page.wait_for_function("async () => Boolean(await caches.match(location.href))")
    assert first.page.evaluate(kept) == "wpo-demo-deelnemer-1"
    context = first.page.context
    first.page.close()

    second = at_new_page(context, server, number=2)
    second.open(OPDRACHT)
    second.page.wait_for_function("async () => Boolean(await caches.match(location.href))")

    assert second.page.evaluate(kept) == "wpo-demo-deelnemer-2"
