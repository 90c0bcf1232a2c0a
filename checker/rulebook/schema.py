"""What a rulebook may say, as pydantic models. Every field is documented; unknown keys are errors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checker.wording import Wording


class Level(StrEnum):
    """The kind of unit that reports."""

    TOWNSHIP = "township"
    COUNTY = "county"
    DEPARTMENT = "department"


class Status(StrEnum):
    """The three statuses of a verdict, and the two outcomes that are neither pass nor zero."""

    PRESENT = "present"
    VAGUE = "vague"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_JUDGED = "not_judged"


class Reason(StrEnum):
    """Why a verdict has its status."""

    FULL = "full"
    NIL_RETURN = "nil_return"
    INCOMPLETE = "incomplete"
    GENERIC = "generic"
    MISPLACED = "misplaced"
    ABSENT = "absent"
    PLAN_ONLY = "plan_only"
    PROBLEM_ONLY = "problem_only"
    NEGATED = "negated"


class Severity(StrEnum):
    """How much hangs on a requirement: `core` ones are gates."""

    CORE = "core"
    STRUCTURE = "structure"
    GENERAL = "general"


class ChapterKind(StrEnum):
    """What a chapter of a report is for."""

    PREAMBLE = "preamble"
    ACHIEVEMENTS = "achievements"
    DUTY = "duty"
    PROBLEMS = "problems"
    PLAN = "plan"
    SIGNOFF = "signoff"
    OTHER = "other"


class Model(BaseModel):
    """Frozen, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]


class Basis(Model):
    """One legal source of a requirement."""

    instrument: str = Field(description="文件的键，见 instruments.yaml")
    articles: tuple[str | int, ...] = Field(default=(), description="条，仅在与原文核对过时填写")
    item: str = Field(default="", description="项或部分，仅在与原文核对过时填写")
    by_analogy: tuple[Level, ...] = Field(default=(), description="对哪些层级只是参照适用")
    since: int | None = Field(default=None, description="从哪个报告年度起适用")
    until: int | None = Field(default=None, description="到哪个报告年度止适用")


class Example(Model):
    """A passage and what it must come to. A plain string in YAML is an example of its section's status."""

    text: str = Field(description="放在成效一章里的文字；含标题行时按整篇处理")
    reason: Reason | None = Field(default=None, description="应得的理由；不写则只核对状态")
    parts: tuple[str, ...] | None = Field(default=None, description="应找到的组成部分")
    whole: bool = Field(default=False, description="text 是否为整篇报告（不再加标题和章节）")
    level: Level = Field(default=Level.TOWNSHIP, description="单位层级")


class Examples(Model):
    """Passages by the status they must come to."""

    present: tuple[str | Example, ...] = Field(default=())
    vague: tuple[str | Example, ...] = Field(default=())
    missing: tuple[str | Example, ...] = Field(default=())


class Part(Model):
    """One named part of a requirement, shown one level below it in the checklist."""

    id: str = Field(description="组成部分的名称")
    mandatory: bool = Field(default=False, description="是否必备（★）")
    condition: str = Field(default="", description="仅在此条件下为法定必备，例如“专业性、技术性较强的事项”")
    terms: tuple[str, ...] = Field(default=(), description="说到这一部分的各种说法")
    not_in: tuple[str, ...] = Field(default=(), description="出现在这些说法里面时不算")
    exempt: tuple[str, ...] = Field(default=(), description="写明本年事项不涉及这一部分的说法；附条件的部分写明不适用即为已交代")


class RequirementBase(Model):
    """What all kinds of requirement share."""

    id: Id = Field(description="编号，公开约定，不改")
    title: str = Field(min_length=2, description="名称")
    severity: Severity
    weight: float = Field(gt=0, description="分值；各层级可在 profiles 里另定")
    basis: tuple[Basis, ...] = Field(min_length=1, description="法定依据")
    note: str = Field(default="", description="怎样判读，给人看")
    mention: tuple[str, ...] = Field(default=(), description="触及这一要求的词，单有它们只是提到")
    nil_return: tuple[str, ...] = Field(default=(), description="零报告的说法")
    not_in: tuple[str, ...] = Field(default=(), description="词出现在这些说法里面时不算提到")
    preamble_counts: bool = Field(default=False, description="导语里有具体内容的是否算数")
    taught_counts: bool = Field(default=False, description="作为学习、培训、宣讲的内容被提到时是否算数")
    others_count: bool = Field(default=False, description="其他机关、企业的行为是否算数")
    remedy: dict[Reason, str] = Field(description="按理由给出的补写建议；{found}{lacking}{year}{next_year}{unit} 会被填入")
    examples: Examples = Field(default_factory=Examples, description="例句，就是这条规则的测试")


class Threshold(Model):
    """A number that the law asks for: given and too low, the requirement is incomplete."""

    terms: tuple[str, ...] = Field(min_length=1, description="含 <量> 的说法，数字相加")
    least: float = Field(description="最低数")
    levels: tuple[Level, ...] = Field(default=tuple(Level), description="对哪些层级适用")


class Specific(RequirementBase):
    """The common rule: a measure of the year with a specific is present, one without is vague."""

    kind: Literal["specific"]
    deeds: tuple[str, ...] = Field(default=(), description="本身就具体的做法，单独成立")
    specific: tuple[str, ...] = Field(default=(), description="与提到的词在同一句里出现即为具体")
    figure: bool = Field(default=True, description="同一小句里的数字是否使提到变为具体")
    figure_units: tuple[str, ...] = Field(default=(), description="只认这些量词的数字；空为都认")
    named: bool = Field(default=False, description="同一小句里引号中的名称、书名号文件是否使提到变为具体")
    kinds: tuple[str, ...] = Field(default=(), description="工作环节或对象；同一句提到两种以上即为具体")
    not_about: tuple[str, ...] = Field(default=(), description="同一句（分号之间）说的是这些事时，不算具体")
    partial: tuple[str, ...] = Field(default=(), description="只有这些时为不完整")
    unfinished: tuple[str, ...] = Field(default=(), description="正在编制一类说法：同一小句里的提到不算具体")
    parts: tuple[Part, ...] = Field(default=(), description="清单里显示的组成部分，不决定状态")
    threshold: Threshold | None = Field(default=None, description="法定次数")


class Parts(RequirementBase):
    """Named parts that must all be there, said of the thing they are parts of."""

    kind: Literal["parts"]
    about: tuple[str, ...] = Field(default=(), description="部分须就此事说；空为不限")
    not_about: tuple[str, ...] = Field(default=(), description="同一句说的是这些事时不算")
    parts: tuple[Part, ...] = Field(min_length=2)
    collective: tuple[str, ...] = Field(default=(), description="总称，例如“三项制度”")
    collective_specific: tuple[str, ...] = Field(default=(), description="总称之外表明已经落实的具体内容")


class Acts(RequirementBase):
    """Own acts of named persons: so many kinds of them, at least one with a specific."""

    kind: Literal["acts"]
    subject: tuple[str, ...] = Field(min_length=1, description="行为人的各种称呼")
    parts: tuple[Part, ...] = Field(min_length=2, description="行为的种类")
    least: int = Field(default=2, description="至少几种")
    series: tuple[str, ...] = Field(default=(), description="成套的几种；只写其中几种而无具体内容为不完整")


class Chapter(RequirementBase):
    """A chapter of the report with enough under it."""

    kind: Literal["chapter"]
    chapter: ChapterKind = Field(description="哪一章")
    least: int = Field(default=1, description="至少几项内容")
    parts: tuple[Part, ...] = Field(default=(), description="内容的组成部分；有 terms 的按词，没有的按具体句子数")
    stock: tuple[str, ...] = Field(default=(), description="套话；只有它们时等于没写")
    acts: tuple[str, ...] = Field(default=(), description="标题下须有的行为；空为不要求")
    subject: tuple[str, ...] = Field(default=(), description="标题夹在成效里时，每句都须以此为行为人")


class Identification(RequirementBase):
    """Elements by which a document identifies itself: its title, its signature and date."""

    kind: Literal["identification"]
    where: Literal["title", "signoff"] = Field(description="标题还是落款")
    parts: tuple[Part, ...] = Field(min_length=2, description="要素；id 须为 单位、年度、法治政府建设、报告/总结/情况、署名、成文日期 之一")


Requirement = Annotated[Specific | Parts | Acts | Chapter | Identification, Field(discriminator="kind")]


class Misquotation(Model):
    """A wrong way of citing an instrument."""

    text: str = Field(description="误写，可用 … 和 {|}")
    message: str = Field(default="", description="错在哪里；不写则说正确名称")


class Instrument(Model):
    """A legal source."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(description="正式名称，含书名号")
    number: str = Field(default="", description="文号；未核对的不填")
    issuer: str = Field(default="", description="制定机关")
    date: str = Field(default="", description="公布日期")
    in_force: int | None = Field(default=None, description="从哪个报告年度起可以作为依据")
    aliases: tuple[str, ...] = Field(default=(), description="可以接受的简称和写法")
    misquotations: tuple[Misquotation, ...] = Field(default=())
    verified: bool = Field(default=False, description="名称与原文核对过")


class Headings(Model):
    """How headings of each kind of chapter are worded."""

    achievements: tuple[str, ...] = ()
    duty: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    not_problems: tuple[str, ...] = Field(default=(), description="含“问题”而不是问题一章的标题")
    not_plan: tuple[str, ...] = Field(default=(), description="含“计划、安排”而不是计划一章的标题")


class Cues(Model):
    """Words in a sentence that decide its time or turn it around (cf. ConText, Harkema et al. 2009)."""

    plan: tuple[str, ...] = Field(default=(), description="此后是打算")
    not_plan: tuple[str, ...] = Field(default=(), description="看似打算而不是")
    done: tuple[str, ...] = Field(default=(), description="打算之后转回当年")
    done_in_problems: tuple[str, ...] = Field(default=(), description="问题一章里说当年已做")
    relapse: tuple[str, ...] = Field(default=(), description="在其后又转回不足")
    problem_opening: tuple[str, ...] = Field(default=(), description="没有标题时，从这里起是不足")
    plan_final: tuple[str, ...] = Field(default=(), description="打算一句若以此收尾，前一小句是它的对象，也是打算")
    plan_opening: tuple[str, ...] = Field(default=(), description="没有标题时，从这里起是打算")
    negation: tuple[str, ...] = Field(default=(), description="否定其后的词")
    negation_after: tuple[str, ...] = Field(default=(), description="否定其前的词")
    not_negation: tuple[str, ...] = Field(default=(), description="看似否定而不是")
    no_event: tuple[str, ...] = Field(default=(), description="此类事件没有发生，其后的词只是事件")
    taught: tuple[str, ...] = Field(default=(), description="其后的词是学习、宣讲的内容")
    topic: tuple[str, ...] = Field(default=(), description="其后的词是话题；同一小句后文有学习、宣讲的才算学习内容")
    taught_after: tuple[str, ...] = Field(default=(), description="其前的词是学习、宣讲的内容")


class Units(Model):
    """How units are named, and what level that makes them."""

    township: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    other_bodies: tuple[str, ...] = Field(default=(), description="在句首作行为人时，说的不是本单位的事")
    not_bodies: tuple[str, ...] = Field(default=(), description="含机关、企业的名称而不是行为人的词（企业开办）")
    joint: tuple[str, ...] = Field(default=(), description="其后的机关是合作者，不是行为人")


class Quantities(Model):
    """What a figure is."""

    units: tuple[str, ...] = Field(default=(), description="阿拉伯数字后的量词")
    chinese_units: tuple[str, ...] = Field(default=(), description="汉字数字后的量词")
    words: tuple[str, ...] = Field(default=(), description="算作数字的词，例如“全覆盖”")
    not_figures: tuple[str, ...] = Field(default=(), description="含数字而不是数字的固定说法")


class MarkExamples(Model):
    """Words that are marks, and words that only speak of such things: the tests of the marks."""

    lines: tuple[str, ...] = Field(default=(), description="单独成行，是标志")
    titles: tuple[str, ...] = Field(default=(), description="标题，带有标志")
    files: tuple[str, ...] = Field(default=(), description="文件名，带有标志")
    prose: tuple[str, ...] = Field(default=(), description="正文里说到这些词，不是标志")
    plain_titles: tuple[str, ...] = Field(default=(), description="标题或文件名，没有标志")


class Marks(Model):
    """Words by which a document says that it is secret, internal or not final, and what to look past before publication.

    They count where they are a mark: a line made of nothing but `secrecy`, `drafts` and `beside`, the
    same in the brackets of a title, in a header or footer, in a file's name; never inside a sentence.
    """

    secrecy: tuple[str, ...] = Field(default=(), description="密级、内部、不予公开的标志；后面跟着★的在哪里都算")
    drafts: tuple[str, ...] = Field(default=(), description="稿次标志；在标题、文件名里也可不加括号写在末尾")
    beside: tuple[str, ...] = Field(default=(), description="可以和标志写在一起的词（密级、特急），单有它们不是标志")
    ordinary: tuple[str, ...] = Field(default=(), description="文件属性里不透露任何人和单位的值（Normal.dotm、微软用户）")
    examples: MarkExamples = Field(default_factory=MarkExamples)


class Vocabulary(Model):
    """Words that belong to no single requirement."""

    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict, description="词组，在词条里写作 <名称>")
    headings: Headings
    cues: Cues
    units: Units
    quantities: Quantities
    not_in: tuple[str, ...] = Field(default=(), description="对所有要求都不算提到的说法")
    marks: Marks = Field(default_factory=Marks, description="公开前检查用：密级和稿次标志")


class Advice(Model):
    """How a finding, or what a publication check has seen, is mended."""

    title: str = Field(default="", description="名称；一致性问题的名称写在 findings 里")
    remedy: str = Field(min_length=2, description="怎样改；{year}{next_year}{unit} 会被填入")
    basis: tuple[Basis, ...] = Field(default=(), description="依据")


class ChapterOfRules(Model):
    """A group of requirements and the file that holds them."""

    id: Id
    title: str
    file: str


class Profile(Model):
    """What applies to a level of unit, and how much it weighs there."""

    title: str
    weights: dict[str, float] = Field(default_factory=dict, description="与默认不同的分值")
    not_applicable: tuple[str, ...] = Field(default=(), description="不适用的要求")


class Scoring(Model):
    """How verdicts become points and a grade."""

    share: dict[Reason, float] = Field(description="各理由得分占分值的比例；incomplete 可按找到的部分计")
    by_parts: bool = Field(default=True, description="incomplete 是否按找到的部分计分")
    pass_at: float = Field(description="达到此分且没有缺失的核心要素为 pass")
    revise_at: float = Field(description="低于此分为 return")
    gate: tuple[Severity, ...] = Field(default=(Severity.CORE,), description="这些要求缺失时不能 pass")


class Rulebook(Model):
    """A whole rulebook, immutable after loading."""

    id: str
    title: str
    version: str
    period: tuple[int, int] = Field(description="适用的报告年度，起止")
    chapters: tuple[ChapterOfRules, ...]
    profiles: dict[Level, Profile]
    scoring: Scoring
    findings: dict[str, str] = Field(description="一致性问题的代码和名称")
    advice: dict[str, Advice] = Field(default_factory=dict, description="一致性问题和公开前检查的代码，各怎样改")
    instruments: tuple[Instrument, ...]
    vocabulary: Vocabulary
    requirements: tuple[Requirement, ...]
    chapter_of: dict[str, str] = Field(description="每个要求属于哪一组")
    english: dict[str, str] = Field(default_factory=dict, description="各处文字的英文，见 en.yaml")

    def say(self, text: str) -> str:
        """A text of the rulebook, with its English where it has one."""
        return Wording(text, self.english[text]) if text in self.english else text

    def heading(self, text: str) -> str:
        """The same for a title, whose English begins with a capital."""
        english = self.english.get(text, "")
        return Wording(text, english[0].upper() + english[1:]) if english else text
