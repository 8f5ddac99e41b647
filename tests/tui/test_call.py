"""A call on screen: keys, bubbles, interruptions, drafts, the way to the self-assessment."""

import pytest

from trainer.model.text import LIMIT

SCENE = "fixed_letter"
FOREVER = 3_600_000


async def begin(app, pilot, seed=7):
    app.open_call(app.house.open(SCENE, seed))
    await pilot.pause()
    return app.screen


async def send(app, pilot, text):
    app.screen.query_one("#reply").text = text
    await pilot.press("enter")
    await pilot.pause()


def spoken(screen):
    return [entry.text for entry in screen.talk.entries]


def said(session):
    return [event for event in session.events if event.kind == "agent.said"]


async def test_enter_sends_and_ctrl_j_breaks_the_line(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        await pilot.press("a", "ctrl+j", "b")
        assert call.reply.text == "a\nb"
        await pilot.press("enter")
        await pilot.pause()
        assert call.reply.text == ""
        assert said(call.session)[0].data["text"] == "a\nb"


async def test_an_empty_line_is_not_sent(fixed, shown):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        await send(fixed, pilot, "  \n ")
        assert said(call.session) == []
        assert fixed.house.words("tui.call.empty") in shown(fixed)


async def test_sending_before_the_last_bubble_interrupts_and_the_rest_is_never_shown(make_fixed):
    app = make_fixed(pace=FOREVER)
    async with app.run_test(size=(80, 24)) as pilot:
        call = await begin(app, pilot)
        assert spoken(call) == ["喂，我那份保单寄哪儿去了？", app.house.words("tui.call.typing")]
        await send(app, pilot, "您好，请讲。")
        assert said(call.session)[0].data["cut_parts"] == 1
        assert "都两个礼拜了！" not in spoken(call)
        assert app.house.words("tui.call.cut") in spoken(call)
        assert "都两个礼拜了！" not in [turn.text for turn in call.session.transcript().turns]
        left = app.house.resume(call.session.id)
        await pilot.press("escape")
        app.open_call(left)
        await pilot.pause()
        assert spoken(app.screen)[:3] == ["喂，我那份保单寄哪儿去了？", app.house.words("tui.call.cut"), "您好，请讲。"]


async def test_listening_brings_the_next_bubble_and_then_is_an_answer_itself(make_fixed):
    app = make_fixed(pace=FOREVER)
    async with app.run_test(size=(80, 24)) as pilot:
        call = await begin(app, pilot)
        await pilot.press("f6")
        assert spoken(call)[-1] == "都两个礼拜了！"
        assert not call.talk.waiting
        await pilot.press("f6")
        await pilot.pause()
        assert [event.data["action"] for event in call.session.events if event.kind == "agent.did"] == ["wait"]


async def test_looking_at_the_file_lets_the_customer_finish(make_fixed):
    app = make_fixed(pace=FOREVER)
    async with app.run_test(size=(80, 24)) as pilot:
        call = await begin(app, pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert "都两个礼拜了！" in spoken(call)
        assert app.house.words("tui.call.cut") not in spoken(call)


async def test_the_time_of_waiting_is_none_when_the_customer_still_talks(make_fixed):
    app = make_fixed(pace=FOREVER)
    async with app.run_test(size=(80, 24)) as pilot:
        call = await begin(app, pilot)
        call._silent_since -= 60
        await send(app, pilot, "等一下")
        assert said(call.session)[0].data["waited_ms"] == 0


@pytest.mark.parametrize(
    ("keys", "action", "args"),
    [
        (("f2", "space", "down", "space", "enter"), "verify", {"factor": "name id_tail"}),
        (("f4", "down", "enter"), "hold", {"minutes": "2"}),
        (("f5", "enter"), "transfer", {"to": "supervisor"}),
        (("f3", "escape"), "file", {}),
        (("f6",), "wait", {}),
        (("f8", "enter"), "end", {}),
    ],
)
async def test_every_action_has_its_key(fixed, keys, action, args):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        await pilot.press(*keys)
        await pilot.pause()
        did = [event.data for event in call.session.events if event.kind == "agent.did"]
        assert (did[0]["action"], did[0]["args"]) == (action, args)


@pytest.mark.parametrize("key", ["f2", "f4", "f5", "f8"])
async def test_escape_takes_an_action_back(fixed, key):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        await pilot.press(key, "escape")
        assert fixed.screen is call
        assert not [event for event in call.session.events if event.kind == "agent.did"]


async def test_a_tick_is_a_letter_and_no_colour(fixed, shown):
    async with fixed.run_test(size=(80, 24)) as pilot:
        await begin(fixed, pilot)
        await pilot.press("f2", "down", "space")
        assert "[ ] 姓名" in shown(fixed)
        assert "[x] 证件尾号" in shown(fixed)
        await pilot.press("space")
        assert "[x]" not in shown(fixed)


async def test_a_draft_is_there_after_a_restart(fixed, make_fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        await send(fixed, pilot, "您好")
        call.reply.text = "这句还没有发"
        await pilot.press("ctrl+q")
    again = make_fixed()
    async with again.run_test(size=(80, 24)) as pilot:
        again.open_call(again.house.resume(again.house.unfinished().header.id))
        await pilot.pause()
        assert again.screen.reply.text == "这句还没有发"
        assert "您好" in spoken(again.screen)


async def test_a_sent_line_leaves_no_draft(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        call.reply.text = "您好"
        call.save_draft()
        await send(fixed, pilot, "您好")
        await pilot.press("escape")
        assert fixed.house.draft(call.session.id) == ""


async def test_a_line_that_is_too_long_is_kept_and_told(fixed, shown):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        await send(fixed, pilot, "字" * (LIMIT + 5))
        assert said(call.session) == []
        assert len(call.reply.text) == LIMIT + 5
        assert str(LIMIT) in shown(fixed)


async def test_a_huge_paste_is_cut_to_one_turn_and_told(fixed, shown):
    from textual.events import Paste

    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        call.reply.post_message(Paste("字" * 1_000_000))
        await pilot.pause()
        assert len(call.reply.text) == LIMIT
        assert str(LIMIT) in shown(fixed)


async def test_what_is_typed_after_a_click_elsewhere_reaches_the_line(fixed):
    async with fixed.run_test(size=(120, 40)) as pilot:
        call = await begin(fixed, pilot)
        call.set_focus(call.query_one("#side"))
        await pilot.press("好", "的")
        assert call.reply.text == "好的"
        assert call.focused is call.reply


async def end(app, pilot):
    while not app.screen.session.ended:
        await pilot.press("f8", "enter")
        await pilot.pause()


async def test_after_the_end_the_keys_of_the_call_do_nothing_and_enter_goes_on(fixed, shown):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        await end(fixed, pilot)
        count = len(call.session.events)
        await pilot.press("f2", "f4", "f5", "f6", "f8")
        assert fixed.screen is call
        assert len(call.session.events) == count
        assert fixed.house.words("tui.call.ended_mark") in shown(fixed)
        await pilot.press("f3", "escape")
        assert len(call.session.events) == count
        await pilot.press("enter")
        await pilot.pause()
        assert type(fixed.screen).__name__ == "Rate"


async def test_leaving_an_open_call_tells_that_it_is_kept(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        await begin(fixed, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert type(fixed.screen).__name__ == "Home"
        assert [note.message for note in fixed._notifications] == [fixed.house.words("tui.call.left")]


async def test_the_conversation_scrolls_while_the_line_keeps_the_keys(fixed):
    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        for line in range(5):
            await send(fixed, pilot, f"第 {line} 句。\n请您\n慢慢\n说。")
        bottom = call.talk.scroll_offset.y
        await pilot.press("ctrl+up")
        assert bottom > 5
        assert call.talk.scroll_offset.y == bottom - 3
        await pilot.press("pageup", "x")
        assert call.talk.scroll_offset.y < bottom - 3
        assert call.reply.text == "x"


async def test_a_full_disk_keeps_the_words_in_the_line(fixed, shown):
    from trainer.model.errors import StoreError

    class Full:
        def __init__(self, store):
            self._store = store

        def __getattr__(self, name):
            return getattr(self._store, name)

        def append(self, *_):
            raise StoreError("store.full", {"path": "x"})

        save_draft = append

    async with fixed.run_test(size=(80, 24)) as pilot:
        call = await begin(fixed, pilot)
        call.session._log = Full(call.session._log)
        fixed.house.__dict__["store"] = Full(fixed.house.store)
        await send(fixed, pilot, "您好")
        assert call.reply.text == "您好"
        assert "您好" not in spoken(call)
        call.save_draft()
        await pilot.pause()
        assert fixed.house.words("tui.call.unsaved") in shown(fixed)
        assert fixed.is_running
