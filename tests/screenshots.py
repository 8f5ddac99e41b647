"""Draws the pictures of the README from the real app: ``make screenshots``."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
PICTURES = ROOT / ".github" / "pictures"
SIZE = (100, 30)
SAID = {
    "zh": [
        "您好，云杉人寿，我姓林，工号1024。您慢慢说，我听着。",
        "三趟电话都没人给您准信，家里又等着用钱，换谁都着急。",
        "您冷静一下，这是公司规定。",
        "为了不让别人冒用您的信息，麻烦报一下姓名和身份证后四位。",
    ],
    "en": [
        "Hello, Yunshan Life, my name is Lin. Please take your time, I am listening.",
        "Three calls and nobody came back to you. Anyone would be upset.",
        "Please calm down, that is our company policy.",
        "To protect your information, may I have your full name and the last four digits of your ID?",
    ],
}


class StoppedClock:
    """A clock that always says the same."""

    def now(self):
        return "2026-09-16T08:30:00Z"


async def draw(language, folder):
    from trainer.desk import Desk
    from trainer.settings import Paths
    from trainer.tui.app import PeilianApp
    from trainer.tui.review import Review

    home = Path(folder) / language
    desk = Desk(
        Paths(home, home / "p.db", home / "c.toml", home / "l", home / "p"), language=language, clock=StoppedClock()
    )
    app = PeilianApp(desk, pace=0)
    async with app.run_test(size=SIZE) as pilot:
        app.open_call(desk.open("sc01_claim_delay", 7))
        await pilot.pause()
        for line in SAID[language]:
            app.screen.query_one("#reply").text = line
            await pilot.press("enter")
            await pilot.pause()
        app.save_screenshot(str(PICTURES / f"call.{language}.svg"))
        session = app.screen.session
        while not session.ended:
            session.act("end")
        session.rate({"opening": 4, "needs": 3, "solution": 3, "objection": 2, "closing": 3})
        app.screen.action_back()
        await pilot.pause()
        app.save_screenshot(str(PICTURES / f"scores.{language}.svg"))
        app.push_screen(Review(desk.score_session(session), session))
        await pilot.pause(0.3)
        app.save_screenshot(str(PICTURES / f"review.{language}.svg"))
    desk.close()


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for language in SAID:
            asyncio.run(draw(language, folder))
            print(f"drawn: {language}")


if __name__ == "__main__":
    main()
