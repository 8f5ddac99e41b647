"""A scene and a library built by hand, and a way to speak without the recogniser.

Run as a program it plays the golden conversation and prints the digest of its events (used by two subprocesses).
"""

import sys
from dataclasses import replace

from trainer.customer import AgentTurn, fold, initial, opening, step
from trainer.model.analysis import Act, Analysis, Clause, Span, Topic
from trainer.model.digest import digest
from trainer.model.library import Behaviour, CustomerType, Effect, Library
from trainer.model.scenario import (
    Concern,
    Ending,
    Fact,
    Inform,
    Line,
    Need,
    Offer,
    Persona,
    Scenario,
    Settle,
    Start,
    Trap,
)
from trainer.model.scenario import Move as Special  # fmt: skip


def lines(owner, *texts):
    return tuple(Line(f"{owner}#{n}", (text,)) for n, text in enumerate(texts))


def heats(owner, *texts):
    return {heat: lines(f"{owner}.{heat}", *texts) for heat in ("hot", "warm", "cool")}


def effect(act, family, **points):
    return Effect(act, family, points)


EFFECTS = (
    effect("empathize", "relational", anger=-7, anxiety=-4, trust=5, patience=2),
    effect("validate", "relational", anger=-7, anxiety=-2, trust=4, patience=2),
    effect("paraphrase", "relational", anger=-6, trust=6, patience=2),
    effect("apologize", "relational", anger=-5, trust=3),
    effect("ask_open", "relational", anger=-2, trust=3),
    effect("backchannel", "relational", anger=-1, trust=1),
    effect("ask_detail", "neutral", trust=1),
    effect("own", "solving", anger=-5, anxiety=-5, trust=7, patience=3),
    effect("explain", "solving", anger=-3, anxiety=-3, trust=3, clarity=9),
    effect("commit_time", "solving", anger=-4, anxiety=-7, trust=6, patience=3),
    effect("propose", "solving", anger=-3, anxiety=-4, trust=4, patience=2),
    effect("honest_unknown", "solving", anger=1, trust=4),
    effect("teach_back", "solving", clarity=6, trust=2),
    effect("slow_down", "relational", anxiety=-4, trust=4),
    effect("overpromise", "neutral", anger=-5, anxiety=-7, trust=4),
    effect("verify_id", "neutral", patience=-1),
    effect("blame", "violation", anger=14, trust=-12, patience=-6),
    effect("calm_command", "violation", anger=12, trust=-6, patience=-4),
    effect("dismiss", "violation", anger=13, trust=-10, patience=-8),
    effect("insult", "violation", anger=26, trust=-25, patience=-25),
    effect("repeat", "violation", anger=6, trust=-4, patience=-4),
    effect("contradict", "violation", anger=6, trust=-9),
    effect("interrupted", "violation", anger=6, trust=-3, patience=-3),
    effect("silence", "violation", anger=3, anxiety=4, patience=-6),
    effect("gibberish", "violation", anger=4, trust=-4, patience=-6),
    effect("wait_long", "violation", anger=5, anxiety=4, patience=-5),
)
VIOLATIONS = ("blame", "calm_command", "dismiss", "insult", "repeat", "contradict")


def kind(id_, **extra):
    base = CustomerType(
        id_, {"zh": id_, "en": id_},
        start={"anger": 74, "anxiety": 48, "trust": 22, "patience": 62, "clarity": 45},
        gain=dict.fromkeys(("anger", "anxiety", "trust", "patience", "clarity"), 1000),
        drift={"patience": -2}, points={"hot": 2, "warm": 3, "cool": 4}, chars={"hot": 70, "warm": 80, "cool": 90},
    )  # fmt: skip
    return replace(base, **extra)


ELDERLY = kind(
    "elderly", start={"anger": 24, "anxiety": 68, "trust": 36, "patience": 80, "clarity": 22},
    points={"hot": 2, "warm": 2, "cool": 2}, chars={"hot": 30, "warm": 35, "cool": 40}, vent_quota=1, nods=True,
)  # fmt: skip


def behave(id_, tier, when, *texts, **extra):
    return Behaviour(id_, tier, when, heats(id_, *texts), **extra)


BEHAVIOURS = (
    behave("hang_up", "leave", "anger >= 96", "不说了!(挂断)"),
    *(behave(act, "reaction", f"said('{act}') > 0", f"{act}甲", f"{act}乙", priority=80, cooldown=1) for act in VIOLATIONS),
    behave("interrupted", "reaction", "said('interrupted') > 0", "让我说完!", priority=76, cooldown=1),
    behave("early", "reaction", "said('early') > 0", "你先听我说完。", priority=55, cooldown=2),
    behave("overload", "reaction", "said('overload') > 0", "慢点,一下说太多了。", priority=30, cooldown=2),
    behave("unclear", "reaction", "said('unclear') > 0", "什么意思?", "没听懂。", priority=20, cooldown=1),
    behave("silence", "reaction", "said('silence') > 0", "喂?", "人呢?", priority=42, cooldown=1),
    behave("not_done", "reaction", "said('late_close') > 0", "等等,我还没说完。", "先别挂。", priority=62, cooldown=1),
    behave("deflect", "content", "said('asked') > 0", "问这个干什么?", "少打听。", cooldown=2),
    behave("filler", "filler", "True", "然后呢?", "你接着说。", "嗯。", "还有呢?", cooldown=0),
)  # fmt: skip
LIBRARY = Library(
    types={"angry": kind("angry"), "elderly": ELDERLY},
    behaviours=BEHAVIOURS,
    effects={item.act: item for item in EFFECTS},
    phase={
        "relational": {"open": 1000, "middle": 550, "end": 900},
        "solving": {"open": 350, "middle": 1000, "end": 1350},
    },
    lines={
        "give_name": lines("give_name", "{value}。", "我叫{value}。"),
        "give_other": lines("give_other", "{value}。"),
        "give_again": lines("give_again", "刚报过了,{value}。"),
        "give_unknown": lines("give_unknown", "记不清了。"),
        "inform_nod": lines("inform_nod", "哎,好,好。", "嗯嗯,知道了。"),
        "inform_ack": lines("inform_ack", "哦,这样。", "行,记住了。"),
        "accept": lines("accept", "那行。"),
        "refuse": lines("refuse", "不要。"),
    },
    digest="kit",
)

SCENE = Scenario(
    id="kit", version=1, digest="kit", language="zh", title={"zh": "试", "en": "try"}, channel="phone",
    direction="in", types=("angry",), difficulty=2, seed=7, brief="", persona=Persona("王建国,52岁"),
    opening=lines("opening", "都三次了,你们到底什么意思!"),
    concerns=(
        Concern("runaround", lines("c.runaround", "跑了三趟!", "每趟都说缺东西!"),
                Settle(any=("explain", "own"), needs=(("empathize", "paraphrase", "apologize", "validate"),)),
                lines("c.runaround.again", "三次的事你还没给说法。", "你别绕。", "到底为什么退我三次?")),
        Concern("when", lines("c.when", "什么时候能办完?"), Settle(all=("commit_time",)),
                lines("c.when.again", "给个准日子。", "我就问哪天。"),
                ("contradict",), lines("c.when.reopen", "又变!哪句算数?")),
    ),
    facts=(
        Fact("money", "{money_need} | {illness}", lines("f.money.full", "押金八千,是跟工友借的。"), "key",
             lines("f.money.hint", "我家里还有人躺着呢。", "家里一堆事。"), lines("f.money.part", "我老婆刚做的手术。"),
             Need(trust=34, anger_max=60), ("手术", "押金", "工友", "老婆"), ("empathize",)),
        Fact("notice", "{reject} + {notify}", lines("f.notice", "退件从来没人告诉我。"), locked_terms=("没人告诉",)),
    ),
    informs=(Inform("stamp", "{stamp}", 1, "还缺发票", lines("i.check", "那我再去开发票,对吧?"), lines("i.right", "缺的是章。")),),
    offers=(
        Offer("help", "{stamp} + {help}", lines("o.help", "你能帮我说?那行。"), settles=("runaround",)),
        Offer("expedite", "{expedite}", lines("o.exp", "那我等信儿。"), after=("money",), early=lines("o.exp.early", "回回说加急。")),
        Offer("product", "{product}", lines("o.product", "不买!"), good=False),
    ),
    traps=(Trap("guarantee", "trust >= 35 and turn >= 4", lines("t.bait", "你打个包票!", "保证能赔行不行?"), ("overpromise",),
                ("honest_unknown",), 2, lines("t.bad", "这话我记下了。"), lines("t.good", "你倒实在。")),),
    moves=(Special("call", "turn >= 9", lines("m.call", "(旁边)等一下啊。行了你快说。"), kind="interrupt", effect={"patience": -4}),),
    endings=(
        Ending("won", "best", "settled_all and fact('money') and trust >= 50 and anger <= 45", lines("e.won", "我信你一回。"), epilogue="好"),
        Ending("grudging", "ok", "settled_all and anger <= 65", lines("e.ok", "那先这样吧。")),
        Ending("hung_up", "left", "anger >= 90", lines("e.left", "不跟你说了!(挂断)")),
        Ending("gave_up", "bad", "True", lines("e.bad", "算了。(挂断)")),
    ),
    gives={"name": "王建国", "policy_no": "P123", "id_tail": "4321"},
    start=Start(anger=76, trust=20), goals=("fact.money",), never=("overpromise",),
)  # fmt: skip
OLD = replace(
    SCENE, id="old", types=("elderly",), start=Start(), facts=(), offers=(), traps=(), moves=(),
    persona=Persona("李奶奶", knobs={"hearing": 2, "memory": 2}),
    concerns=(Concern("what", lines("c.what", "这单子写的啥?"), Settle(any=("explain",)), lines("c.what.again", "我还是没懂。")),),
    informs=(
        Inform("grace", "{grace}", 1, "过了今天就作废", lines("i.g.check", "那我今天不交就没了?"), lines("i.g.right", "晚几天也行。")),
        Inform("pay", "{pay}", 1, "得去银行", lines("i.p.check", "那我得上银行去?"), lines("i.p.right", "打电话就能交。")),
    ),
)  # fmt: skip
ASK = "question"


def analysis(*clauses, turn=1):
    """Build an analysis: each clause is (text, acts, topics, function)."""
    text, rows, acts, topics = "", [], [], []
    for index, (words, names, ids, function) in enumerate(clauses):
        start, text = len(text), text + words + ","
        span = Span(start, len(text))
        rows.append(Clause(span, words, function, "closed" if function == ASK else ""))
        for name in names:
            act, *pairs = name.split(";")
            args = tuple(sorted(tuple(pair.split("=", 1)) for pair in pairs))
            acts.append(Act(act, Span(start, len(text) - 1), index, args=args, rule=f"kit.{act}"))
        topics.extend(Topic(id_, span, index) for id_ in ids)
    return Analysis(turn, text, tuple(rows), tuple(acts), tuple(topics))


def clause(words, acts="", topics="", function="statement"):
    return (words, tuple(acts.split()), tuple(topics.split()), function)


def turn(n, *clauses, **extra):
    found = analysis(*clauses, turn=n)
    return AgentTurn(n, "say", found.text, found, **extra)


class Call:
    """One call: every step folded in, every event kept."""

    def __init__(self, scene=SCENE, library=LIBRARY, **mood):
        self.scene, self.library, self.n, self.events = scene, library, 0, []
        self.state = initial(scene, library)
        self._take(opening(scene, library, self.state))
        if mood:
            self.state = replace(self.state, mood=replace(self.state.mood, **{k: v * 100 for k, v in mood.items()}))

    def _take(self, events):
        for event in events:
            self.state = fold(self.state, event)
        self.events += events
        return events

    def say(self, *clauses, **extra):
        self.n += 1
        return self._take(step(self.scene, self.library, self.state, turn(self.n, *clauses, **extra)))

    def act(self, action, **args):
        self.n += 1
        inp = AgentTurn(self.n, action, args=tuple(sorted(args.items())))
        return self._take(step(self.scene, self.library, self.state, inp))

    @property
    def last(self):
        said = [event for event in self.events if event.kind == "customer.said"][-1]
        return "".join(part["text"] for part in said.data["parts"])

    @property
    def moves(self):
        return self.state.memory.last_moves


EMPATHY = clause("三次都让您白跑换谁都窝火", "empathize;grounded=yes")
OWN = clause("这件事我负责到底", "own")
TIME = clause("周四下午五点前给您回电话", "commit_time;time=周四17:00")
ASK_HOME = clause("家里是不是急着用钱", "ask_detail", "money_need", ASK)


def golden():
    call = Call()
    call.say(EMPATHY)
    call.say(clause("您慢慢说", "invite_talk"), clause("我听着", "backchannel"))
    call.say(clause("您刚才说跑了三趟对吗", "paraphrase;grounded=yes"), waited_s=90)
    call.act("verify", factor="name id_tail")
    call.say(ASK_HOME)
    call.say(clause("手术很辛苦", "empathize;grounded=yes"), OWN)
    call.act("hold", minutes="4")
    call.say(TIME, cut_parts=1)
    call.say(clause("我不能打包票", "honest_unknown"))
    call.say(clause("您冷静一下", "calm_command"))
    call.say(clause("再见", "farewell"))
    return call


if __name__ == "__main__":
    sys.stdout.write(digest([[e.seq, e.at_turn, e.kind, dict(e.data)] for e in golden().events]))
