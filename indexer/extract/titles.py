"""Words that stand before or inside names, and words that are never names."""

from __future__ import annotations

TITLES = frozenset(
    """
    adm admiral airman ambassador archbishop assistant associate attorney ayatollah baron baroness
    bishop brig brigadier businessman captain capt cardinal chair chairman chairperson chairwoman
    chancellor chief cllr coach col colonel commander commissioner comrade congressman
    congresswoman constable corporal councillor councilman councilwoman counsel countess cpl dame
    defence defense delegate deputy det detective dictator director doctor dr editor envoy ex
    executive father finance foreign former general gen gov governor grand hon honorable
    honourable imam inspector interim interior jailed journalist judge junior justice lady lance
    late leader lieutenant lord lt madam madame maj major marshal mayor minister mme monsieur
    mr mrs ms msgr mullah negotiator officer opposition ombudsman pastor pfc police premier pres
    president presidential prime principal private prof professor prosecutor provost pvt rabbi
    rear rep representative rev reverend sec secretary sen senator senior sergeant sgt sheikh
    sheriff shadow sir sister solicitor speaker special spokesman spokesperson spokeswoman staff
    state supreme taoiseach the then treasurer undersecretary vice viceroy warden
    activist actor actress analyst author blogger cleric columnist correspondent defender
    democrat economist filmmaker goalkeeper guitarist historian lawmaker lawyer legislator
    midfielder miss novelist nutritionist oligarch painter photographer pilot playwright poet
    politician quarterback rapper reporter republican researcher scientist singer songwriter
    striker teacher tycoon writer
    """.split()
)
"""Words that may stand before a person's name, folded and without dots."""

WEAK_TITLES = frozenset(
    "defence defense finance foreign general grand interior junior justice lance late major "
    "pilot private shadow special staff state supreme".split()
)
"""Titles that are part of the name unless another title follows: `Lance` Armstrong."""

ACRONYMS_BEFORE_TITLES = frozenset({"US", "USA", "UK", "EU", "UN", "UAE", "NATO"})
"""Acronyms that may stand before a title, in capitals and without dots: `UN` envoy."""

TITLE_LINKS = frozenset({"of", "for", "the", "and", "state", "affairs"})
"""Words inside a row of titles: secretary `of state`."""

STYLES = frozenset(
    "king queen prince princess pope saint st emperor empress sultan emir duke duchess "
    "patriarch crown".split()
)
"""Titles that are part of a name when one word follows: `Pope Francis`, `Prince William`."""

NOT_NAMES = frozenset(
    """
    i me my mine you your yours he him his she her hers it its we us our ours they them their
    theirs who whom whose this that these those here there someone everyone anybody nobody
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec today tomorrow yesterday tonight spring
    summer autumn winter christmas easter ramadan
    one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands
    millions first second third
    covid coronavirus god internet web watch read photo photos video image file caption related
    advertisement subscribe share live update updates breaking exclusive opinion analysis
    muslim muslims islam islamic islamist islamists christian christians christianity catholic
    catholics protestant protestants jew jews jewish judaism hindu hindus buddhist buddhists sunni
    sunnis shia shiite shiites arab arabs kurd kurds kurdish european europeans african africans
    asian asians western westerners latino latinos hispanic hispanics communist communists nazi
    nazis democrat democrats republican republicans conservative conservatives liberal liberals
    """.split()
)
"""Single words, folded, that a recogniser may take for a name and that never are one."""

ACRONYMS_LIKE_WORDS = frozenset({"US", "U.S.", "U.S", "WHO", "W.H.O."})
"""Acronyms that would be one of these words if they were folded."""

ARTICLES = frozenset({"the", "a", "an"})
OPENINGS = frozenset(
    "after although and as because before but by for from how however if in like meanwhile on "
    "once since so though to under unlike until what when where while why with without".split()
)
"""Words that begin a sentence and may be taken for the first part of a person's name."""

PARTICLES = frozenset(
    "al el bin ibn ben abu umm de da do dos das di du des del della der den van von ter ten la "
    "le les lo af av zu zur y e i ould d".split()
)
"""Small words inside or at the head of a name."""

GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What may follow a name to tell a son from his father, folded and without dots."""
