"""Every other screen: its keys, what it keeps when the language changes, and what it shows first."""

import pytest
from textual.widgets import OptionList

from trainer.tui.app import PeilianApp
from trainer.tui.catalogue import Catalogue
from trainer.tui.examples import Examples
from trainer.tui.history import History
from trainer.tui.review import Review
from trainer.tui.scores import Scores


def name(app):
    return type(app.screen).__name__


# ---- first screen, catalogue, brief ------------------------------------------------------------------------------


async def test_figures_choose_a_line_of_the_first_screen(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert name(fixed) == "Catalogue"
        await pilot.press("escape", "2")
        await pilot.pause()
        assert name(fixed) == "History"


async def test_an_unfinished_call_stands_first_and_goes_on(fixed):
    session = fixed.house.keep("s000000open", 30)
    async with fixed.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        menu = fixed.screen.query_one("#menu", OptionList)
        assert menu.get_option_at_index(0).id == f"resume-{session.id}"
        await pilot.press("1")
        await pilot.pause()
        assert name(fixed) == "Call"
        assert fixed.screen.session.id == session.id


async def test_escape_leaves_the_first_screen(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        assert fixed._exit


async def test_the_whole_way_from_the_menu_to_the_first_line(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        assert name(fixed) == "Call"
        assert fixed.screen.talk.entries


async def test_the_filter_narrows_and_escape_opens_it_again(fixed, shown):
    async with fixed.run_test(size=(80, 24)) as pilot:
        fixed.push_screen(Catalogue())
        await pilot.press("slash", "z", "z")
        await pilot.pause()
        scenes = fixed.screen.query_one("#scenes", OptionList)
        assert scenes.option_count == 0
        assert fixed.house.words("tui.catalogue.none") in shown(fixed)
        await pilot.press("escape")
        await pilot.pause()
        assert scenes.option_count == 1
        await pilot.press("slash", *"fixed", "enter", "enter")
        await pilot.pause()
        assert name(fixed) == "Brief"


async def test_the_catalogue_tells_what_was_made_of_a_scene(whole, shown):
    app, session = whole
    app.house.score_session(session)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Catalogue())
        await pilot.pause()
        assert app.house.words("tui.catalogue.best", times=1, best=20) in shown(app)


async def test_another_customer_has_another_seed(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        fixed.push_screen(Catalogue())
        await pilot.press("enter")
        await pilot.pause()
        before = fixed.screen._seed
        await pilot.press("r")
        await pilot.pause()
        assert fixed.screen._seed != before


@pytest.mark.parametrize("size", [(80, 40), (120, 40)])
async def test_the_brief_shows_task_file_and_notes_to_the_last_word(make_fixed, shown, size):
    app = make_fixed("en")
    app.scene, app.seed = "fixed_letter", 7
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = " ".join(shown(app).split())
        for words in ("another customer.", "how it is mended. [tests]", "YS0000012345", "who is calling"):
            assert words in text, words
        assert "number was" in text and "wrong" in text.split("number was")[1]


async def test_a_broken_scene_is_told_and_the_app_goes_on(make_desk, shown):
    desk = make_desk()
    folder = desk.paths.packs / "scenarios"
    folder.mkdir(parents=True)
    text = (desk.bundled("scenarios") / "sc01_claim_delay.yaml").read_text(encoding="utf-8")
    (folder / "broken.yaml").write_text(text.replace("id: sc01_claim_delay", "id: broken") + "\nnonsense: 1\n", "utf-8")
    app = PeilianApp(desk, pace=0, scene="broken", seed=3)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert name(app) == "Brief"
        assert [note.severity for note in app._notifications][:1] == ["error"]
        await pilot.press("enter")
        await pilot.pause()
        assert name(app) == "Brief"


# ---- self-rating and scores --------------------------------------------------------------------------------------


async def rate(fixed, pilot):
    session = fixed.house.keep("s0000unrated", 71)
    fixed.open_call(session)
    await pilot.pause()
    return session


async def test_no_score_is_shown_before_the_self_rating(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        session = await rate(fixed, pilot)
        assert name(fixed) == "Rate"
        await pilot.press("3", "4", "enter")
        await pilot.pause()
        assert name(fixed) == "Rate"
        assert not fixed.house.store.assessments(session.id)
        await pilot.press("2", "3", "5", "tab", "x", "enter")
        await pilot.pause()
        assert name(fixed) == "Scores"
        assert session.rated == {"opening": 3, "needs": 4, "solution": 2, "objection": 3, "closing": 5}
        assert [event.data["notes"] for event in session.events if event.kind == "self.rated"] == ["x"]


async def test_arrows_and_mouse_rate_too(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        await rate(fixed, pilot)
        await pilot.press("right", "down", "left", "left")
        rating = fixed.screen.query_one("#rating")
        assert rating.ratings == {"opening": 3, "needs": 2}
        await pilot.click(rating, offset=(22 + 4 * 4 + 1, 4))
        assert rating.ratings["solution"] == 5
        await pilot.click(rating, offset=(2, 8))
        await pilot.press("1")
        assert rating.ratings["closing"] == 1


async def test_the_gap_comes_first_and_the_widest_first(whole, shown):
    app, session = whole
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_call(session)
        await pilot.pause()
        criteria = app.screen.query_one("#criteria", OptionList)
        assert criteria.highlighted_option.id == "gap"
        text = shown(app)
        assert text.index(app.house.words("label.self.objection")) < text.index(app.house.words("label.self.opening"))
        assert app.house.words("tui.scores.note", note="先接住情绪") in text


async def test_a_red_line_can_be_chosen_and_shows_words_and_better_ones(whole, shown):
    app, session = whole
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_call(session)
        await pilot.pause()
        await pilot.press("down")
        text = shown(app)
        assert app.house.words("tui.scores.fatal") in text
        assert "“肯定能到”" in text
        assert "结果由审核定，我能定的是几点前回您。" in text
        assert "测试用依据。" in text
        await pilot.press("down")
        assert app.house.words("tui.scores.cap", cap=59) in shown(app)


async def test_absent_failed_and_zero_look_different(whole, shown):
    app, session = whole
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_call(session)
        await pilot.pause()
        lines = {line.split()[0]: line for line in shown(app).splitlines() if line.strip()[:2] in {"L1", "L6", "K1"}}
        assert "0 ..." in lines["L1"]
        assert app.house.words("tui.scores.short.not_judged") in lines["L6"]
        assert app.house.words("tui.scores.short.no_occasion") in lines["K1"]


# ---- review, branches, comparing ---------------------------------------------------------------------------------


async def review(app, session, pilot):
    app.push_screen(Review(app.house.score_session(session), session))
    await pilot.pause()
    return app.screen


async def test_the_review_begins_at_the_first_mistake_and_n_and_p_walk(whole):
    app, session = whole
    async with app.run_test(size=(80, 24)) as pilot:
        page = await review(app, session, pilot)
        turns = page.scored.transcript.turns
        assert turns[page._at].n == 5
        await pilot.press("n")
        await pilot.pause()
        assert turns[page._at].n == 12
        await pilot.press("n", "n")
        await pilot.pause()
        assert turns[page._at].n == 14
        assert app._notifications
        await pilot.press("p", "p")
        await pilot.pause()
        assert turns[page._at].n == 5


async def test_the_comment_tells_red_line_quote_and_better_wording(whole, shown):
    app, session = whole
    async with app.run_test(size=(120, 40)) as pilot:
        await review(app, session, pilot)
        text = shown(app)
        assert "M01" in text
        assert "“您冷静一下”" in text
        assert app.house.words("tui.review.loss", points=9, mood=30) in text
        await pilot.press("n", "n")
        await pilot.pause()
        assert app.house.words("tui.review.gain", points=7, mood=45) in shown(app)


async def test_s_shows_the_model_line_of_the_moment_and_hides_it(whole, shown):
    app, session = whole
    async with app.run_test(size=(120, 40)) as pilot:
        await review(app, session, pilot)
        models = [f"> {line}" for lines in session.scenario.answers.values() for line in lines]
        assert not any(line in shown(app) for line in models)
        await pilot.press("s")
        await pilot.pause()
        assert any(line in shown(app) for line in models)
        await pilot.press("n")
        await pilot.pause()
        assert not any(line in shown(app) for line in models)


async def test_a_branch_leaves_the_first_line_and_compare_shows_both(whole, shown):
    app, session = whole
    before = session.events
    async with app.run_test(size=(120, 40)) as pilot:
        await review(app, session, pilot)
        await pilot.press("b")
        await pilot.pause()
        call = app.screen
        assert call.session.id != session.id
        assert "您冷静一下，这是公司规定。" not in [entry.text for entry in call.talk.entries]
        call.reply.text = "两个礼拜没收到，换谁都急。"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        assert app.house.resume(session.id).events == before
        await pilot.press("c")
        await pilot.pause()
        assert name(app) == "Compare"
        text = shown(app)
        assert "您冷静一下，这是公司规定。" in text
        assert "两个礼拜没收到，换谁都急。" in text
        assert "三天后" not in text


async def test_the_call_that_was_there_first_stands_on_the_left(whole):
    app, session = whole
    branch = app.house.branch(session, 5)
    branch.say("您慢慢说。")
    async with app.run_test(size=(80, 24)) as pilot:
        page = await review(app, branch, pilot)
        await pilot.press("c")
        await pilot.pause()
        assert page is not app.screen
        assert [one.id for one in app.screen._pair] == [session.id, branch.id]


async def test_a_branch_of_a_branch_can_be_compared_with_both_sides(whole):
    app, session = whole
    first = app.house.branch(session, 5)
    first.say("您慢慢说。")
    second = app.house.branch(first, 5)
    second.say("我听着呢。")
    async with app.run_test(size=(80, 24)) as pilot:
        await review(app, first, pilot)
        await pilot.press("c")
        await pilot.pause()
        assert name(app) == "Choose"
        assert app.screen.query_one(OptionList).option_count == 2
        await pilot.press("enter")
        await pilot.pause()
        assert name(app) == "Compare"


async def test_an_imported_conversation_has_no_branches_and_no_curve(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        fixed.push_screen(Examples())
        await pilot.press("enter")
        await pilot.pause()
        assert name(fixed) == "Scores"
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("b", "c", "s")
        await pilot.pause()
        assert name(fixed) == "Review"
        assert len(fixed._notifications) == 3


async def test_the_history_lists_branches_under_their_call_and_opens_what_is_chosen(whole, shown):
    app, session = whole
    app.house.branch(session, 5).say("您慢慢说。")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(History())
        await pilot.pause()
        rows = [line for line in shown(app).splitlines() if "寄丢的保单" in line]
        assert len(rows) == 2
        assert "+ 寄丢的保单" in rows[1]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert name(app) == "Call"


# ---- language, help, size ----------------------------------------------------------------------------------------


async def every_page(app, pilot, session):
    """Open one page after the other; yield each as it stands."""
    yield app.screen
    for page in (Catalogue(), History(), Examples()):
        app.push_screen(page)
        await pilot.pause()
        yield page
    app.push_screen(app.screen_stack[1].app.brief() if app.scene else Catalogue())
    await pilot.pause()
    yield app.screen
    scored = app.house.score_session(session)
    for page in (Scores(scored, session), Review(scored, session)):
        app.push_screen(page)
        await pilot.pause()
        yield page
    app.open_call(app.house.keep("s0000unrated", 71))
    await pilot.pause()
    yield app.screen
    app.open_call(app.house.keep("s00000open1", 30))
    await pilot.pause()
    yield app.screen


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_footer_fits_into_eighty_columns_with_eight_keys_at_most(make_fixed, language):
    app = make_fixed(language)
    session = app.house.keep("s000000played")
    async with app.run_test(size=(80, 24)) as pilot:
        async for page in every_page(app, pilot, session):
            await pilot.pause()
            keys = [key for key in page.query("FooterKey") if key.display]
            assert 2 <= len(keys) <= 8, type(page).__name__
            assert max(key.region.right for key in keys) <= 80, type(page).__name__
            assert all(key.region.width for key in keys)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_help_tells_only_keys_that_have_words(make_fixed, shown, language):
    app = make_fixed(language)
    session = app.house.keep("s000000played")
    async with app.run_test(size=(80, 40)) as pilot:
        async for page in every_page(app, pilot, session):
            await pilot.press("f1")
            await pilot.pause()
            assert name(app) == "Help", type(page).__name__
            text = shown(app)
            assert "Cursor" not in text
            assert "tui." not in text
            await pilot.press("escape")
    assert app.house.words.missing == set()


async def test_what_comes_while_a_page_is_built_again_finds_it_whole(make_fixed):
    app = make_fixed("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        home = app.screen
        for _ in range(12):
            app.call_later(app.action_language)
            home.set_timer(0.001, home.offer)
            await pilot.press("1", "f9")
            while app.screen is not home:
                await pilot.press("escape")
        await pilot.pause(0.4)
        assert not app._exception
        assert home.query_one("#menu").option_count >= 5


async def test_a_page_takes_no_key_while_it_is_built_again(make_fixed):
    app = make_fixed("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        home = app.screen
        await home.query_one("#menu").remove()
        home.building = True
        await pilot.press("2")
        home.offer()
        assert app.screen is home


async def test_a_change_of_language_keeps_call_draft_and_place(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        fixed.open_call(fixed.house.keep("s00000open1", 30))
        await pilot.pause()
        call = fixed.screen
        call.reply.text = "还没发"
        before = [entry.text for entry in call.talk.entries if entry.label]
        await pilot.press("f9")
        await pilot.pause()
        assert fixed.screen is call
        assert [entry.text for entry in call.talk.entries if entry.label] == before
        assert {entry.label for entry in call.talk.entries} <= {"Agent", "Client", ""}
        assert call.reply.text == "还没发"
        assert call.focused is call.reply


async def test_a_change_of_language_keeps_what_is_still_to_be_said(make_fixed):
    app = make_fixed(pace=3_600_000)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_call(app.house.open("fixed_letter", 7))
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert [entry.label for entry in app.screen.talk.waiting] == ["Client"]
        await pilot.press("f6")
        assert [entry.text for entry in app.screen.talk.entries] == ["喂，我那份保单寄哪儿去了？", "都两个礼拜了！"]


async def test_a_change_of_language_keeps_rows_ratings_and_filter(whole, shown):
    app, session = whole
    async with app.run_test(size=(80, 24)) as pilot:
        page = await review(app, session, pilot)
        await pilot.press("n")
        await pilot.pause()
        at = page._at
        await pilot.press("f9")
        await pilot.pause()
        assert page._at == at == page.query_one("#turns").cursor_row
        assert app.house.words("tui.review.title") in shown(app)
        app.open_call(app.house.keep("s0000unrated", 71))
        await pilot.press("4", "2", "f9")
        await pilot.pause()
        assert app.screen.query_one("#rating").ratings == {"opening": 4, "needs": 2}
        app.push_screen(Catalogue())
        await pilot.press("slash", "f", "i", "f9")
        await pilot.pause()
        assert app.screen.query_one("#filter").value == "fi"
        assert app.screen.query_one("#scenes").option_count == 1
        app.push_screen(Scores(app.house.score_session(session), session))
        await pilot.press("down", "down", "f9")
        await pilot.pause()
        assert app.screen.query_one("#criteria").highlighted_option.id == "hit-1"


def above_footer(text):
    """Leave the footer out: it is drawn a moment later than the rest."""
    return text.split("\n")[:-1]


async def test_every_page_is_whole_after_a_change_of_language(whole, shown):
    app, session = whole
    async with app.run_test(size=(80, 24)) as pilot:
        async for page in every_page(app, pilot, session):
            before = above_footer(shown(app))
            await pilot.press("f9")
            await pilot.pause()
            assert app.screen is page
            assert above_footer(shown(app)) != before, type(page).__name__
            await pilot.press("f9")
            await pilot.pause()
            assert above_footer(shown(app)) == before, type(page).__name__


async def test_the_screens_below_speak_the_new_language_too(fixed, shown):
    async with fixed.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("f9", "escape")
        await pilot.pause()
        assert fixed.house.words.language == "en"
        assert fixed.house.words("tui.home.welcome") in shown(fixed)


async def test_the_colours_change_and_are_remembered(fixed, make_fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        before = fixed.theme
        await pilot.press("f10")
        assert fixed.theme != before
    assert make_fixed().theme == fixed.theme


async def test_a_small_terminal_gets_a_notice_and_nothing_is_lost(fixed, shown):
    async with fixed.run_test(size=(80, 24)) as pilot:
        fixed.open_call(fixed.house.keep("s00000open1", 30))
        await pilot.pause()
        call = fixed.screen
        call.reply.text = "还没发"
        for size in ((59, 24), (80, 17), (1, 1)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert name(fixed) == "Small", size
        await pilot.press("escape", "f1", "f9", "enter", "x")
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        assert fixed.screen is call
        assert call.reply.text == "还没发"
        assert call.focused is call.reply


async def test_a_small_terminal_at_the_start_gets_the_notice_too(fixed, shown):
    async with fixed.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert name(fixed) == "Small"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert name(fixed) == "Home"


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40), (200, 60)])
async def test_every_page_draws_at_every_size(make_fixed, size):
    app = make_fixed("en")
    session = app.house.keep("s000000played")
    async with app.run_test(size=size) as pilot:
        async for page in every_page(app, pilot, session):
            assert app.screen is page
