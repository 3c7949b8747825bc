"""The words of reporting: verbs, those who speak without a name, and what stands around them."""

from __future__ import annotations

import re

_VERBS = """
    said says saying|told tells telling|added adds adding|asked asks asking
    announced announces announcing|argued argues arguing|warned warns warning
    insisted insists insisting|claimed claims claiming|stated states stating
    explained explains explaining|noted notes noting|declared declares declaring
    replied replies replying|answered answers answering|responded responds responding
    wrote writes writing|tweeted tweets tweeting|posted posts posting
    commented comments commenting|remarked remarks remarking|observed observes observing
    stressed stresses stressing|emphasised emphasises emphasising
    emphasized emphasizes emphasizing|acknowledged acknowledges acknowledging
    admitted admits admitting|conceded concedes conceding|confirmed confirms confirming
    denied denies denying|alleged alleges alleging|accused accuses accusing
    maintained maintains maintaining|recalled recalls recalling|concluded concludes concluding
    continued continues continuing|predicted predicts predicting|promised promises promising
    pledged pledges pledging|vowed vows vowing|reported reports reporting
    suggested suggests suggesting|urged urges urging|demanded demands demanding
    shouted shouts shouting|cried cries|joked jokes joking|quipped quips|boasted boasts
    called calls calling|described describes describing|testified testifies testifying
    ruled|estimated estimates estimating|complained complains complaining|reiterated reiterates
    contended contends|countered counters countering|cautioned cautions cautioning
    hinted hints|lamented laments|pleaded pleads|exclaimed exclaims|repeated repeats
    believes believed|hoped hopes hoping|thought thinks|felt feels|quoted quotes
"""
_FORMS = "|".join(sorted(set(_VERBS.replace("|", " ").split()), key=len, reverse=True))
_QUOTED_AS = r"(?:was|were|is) quoted\b[^.;]{0,60}? as saying"
VERB = re.compile(rf"(?<![\w’'-])(?:{_QUOTED_AS}|{_FORMS}|say)(?![\w’'-])")
"""A verb of reporting as it may stand after its subject, or before it."""

NEAR_MARKS_ONLY = frozenset("called calls calling described describes describing quoted".split())
"""Verbs that report only what stands in quotation marks."""
PLAIN = frozenset("said says say saying".split())
"""Verbs that report without `that`."""
TOLD = frozenset("told tells telling".split())

HEADS = frozenset(
    """
    spokesman spokeswoman spokesperson spokesmen spokespeople official officials analyst analysts
    source sources minister ministers president premier chancellor secretary governor mayor
    senator judge judges prosecutor prosecutors lawyer lawyers attorney diplomat diplomats
    director chairman chairwoman chair chief executive executives leader leaders economist
    economists trader traders dealer dealers witness witnesses resident residents doctor doctors
    teacher mother father brother sister wife husband son daughter friend neighbour neighbor
    police army military government ministry company firm group bank agency department office
    commission committee council court union party organisation organization association
    institute university newspaper paper magazine report statement study king queen prince
    princess pope bishop archbishop ambassador envoy general colonel commander soldier activist
    activists campaigner campaigners critic critics expert experts scientist scientists
    researcher researchers author authors farmer farmers worker workers investor investors
    economist lawmaker lawmakers deputy deputies delegate delegates aide aides adviser advisers
    regulator regulators exchange survivor survivors coach captain manager players player
    crew crews staff owner owners organiser organisers authorities forces troops rebels militants
    astronomers physicists engineers people service declaration kingdom
    protesters students pupils family relatives parents victims prosecution defence campaign
    """.split()
)
"""Nouns that can speak, last in `a spokesman`, `the foreign ministry`."""
SPOKESMEN = frozenset("spokesman spokeswoman spokesperson spokesmen spokespeople".split())
BODIES = frozenset(
    "ministry bank agency department office commission committee council court union party "
    "institute university association newspaper exchange".split()
)
"""Nouns that stand for the last organisation with that word in its name."""
ANY_BODY = frozenset("company firm group organisation organization".split())
"""Nouns that stand for the last organisation of any name."""
PERSONS = frozenset(
    "spokesman spokeswoman president premier minister chancellor secretary governor mayor senator "
    "judge prosecutor lawyer director chairman chairwoman chair chief executive leader king queen "
    "prince princess pope bishop archbishop ambassador envoy general colonel commander coach "
    "captain manager economist doctor".split()
)
"""Nouns that stand for the last person who bears that title."""

HE = frozenset({"he"})
SHE = frozenset({"she"})

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TIME = (
    rf"(?:(?:on|late|early|earlier|last|this)\s+)*"
    rf"(?:{_DAY}|today|yesterday|week|month|year|earlier|later|afterwards|morning|evening|night)"
)
BEFORE_VERB = re.compile(
    rf"(?:[\s]+(?:also|then|later|once|still|again|often|even|just|has|have|had|{_TIME}|[a-z]+ly))*\s*$"
)
"""Words between a subject and its verb."""
AFTER_VERB = re.compile(
    rf"\s+(?:(?:{_TIME}|in (?:a|an|the|his|her|its|their) (?:[\w-]+ ){{0,2}}?"
    r"(?:statement|interview|speech|letter|report|post|message|note|address|broadcast|tweet)"
    r"(?: (?:to|with|on|for) [^,.;:]{1,40}?)?"
    r"|at (?:a|the) (?:news|press) conference|to reporters)(?=[\s,])[\s,]*)*"
)
"""When and where it was said, before the words themselves."""
LISTENERS = re.compile(
    r"\s+(?:(?:the|a|an|his|her|its|their)\s+)?(?:[\w-]+\s+)??(?:reporters|journalists|parliament|"
    r"lawmakers|deputies|conference|congress|committee|court|council|assembly|newspaper|agency|"
    r"television|radio|audience|meeting|hearing|investors|him|her|them|us|me|Reuters|AFP|BBC|CNN)\b"
)
"""Who is told."""
PASSIVE = re.compile(r"\b(?:is|was|are|were|be|been|being|it)\s+(?:\w+ly\s+)?$")
INFINITIVE = re.compile(
    r"\b(?:to|would|could|not|can|cannot|will|may|might|must|should|did|does|do|let)\s+(?:\w+\s+)?$"
    r"|n[’']t\s+$"
)
