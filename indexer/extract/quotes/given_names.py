"""Frequent given names and titles that tell a woman from a man, for `he` and `she`."""

from __future__ import annotations

_MEN = frozenset(
    """
    mr sir king prince pope lord father brother chairman spokesman businessman congressman abdul
    adam ahmed ahmad alan albert alberto alejandro alexander alexei alexis ali andrei andrew
    andrzej angelo ansgar antonio antónio antony anwar arthur ashraf ban barack bashar benjamin
    benoit bernard bill bob boris brian carl carlos charles christian christopher clement colin
    daniel david dmitry dominique donald donaldas edward emmanuel enrique eric ernest evgeny
    fabio fernando frank franklin françois frederick friedrich fumio gabriel gary gavin geoffrey
    george gerald gerhard giovanni giuseppe gordon graham gregory guillermo gustavo hamid hans
    harold harry hassan helmut henrik henry herbert herman hugo ian ibrahim igor ismail ivan
    jack jacques jair james jamal jan jason javier jean jeff jens jeremy jerome jim joachim joe
    johann john jonathan jorge josé joseph josep juan julian julius justin karim karl keir ken
    kenneth kevin klaus kofi kyriakos larry lawrence leo leon leonid li lionel lloyd louis luigi
    luis luiz lula mahmoud marco mario mark martin matteo maurice max michael mike mikhail
    mohamed mohammad mohammed muhammad narendra nelson nicolas nicholas nigel nikolai olaf oleg
    oliver oscar otto pablo patrick paul pedro peter petro philip philippe pierre piotr raúl
    ralph recep richard robert roger roland ronald rowan roy rudolf russell salman sam samuel
    scott sebastian sepp sergei sergey shinzo sigmar silvio simon stefan stephen steve steven
    taro tedros terry thabo thomas tim timothy tom tony usain victor viktor vincent vladimir
    volodymyr walter werner wilhelm william winston wolfgang xi yasser yuri yves
    """.split()
)
_WOMEN = frozenset(
    """
    mrs ms miss lady queen princess madam madame dame mother sister chairwoman spokeswoman
    businesswoman congresswoman ada agnes alexandra alice amal amanda amina amy andrea angela
    anna anne annalena annie aung ayesha barbara beatrice benazir carla carmen caroline carrie
    catherine charlotte christiana christina christine claire clara claudia condoleezza cristina
    dacia daphne deborah diana dilma dina dorothy elena eleanor elizabeth ellen emily emma eva
    fatima federica fiona florence frances gabriela georgia giorgia gloria golda greta hannah
    harriet helen hillary indira inger irene isabel jacinda jacqueline jane janet jennifer
    jessica joan joanna josephine joyce judith julia julie kaja kamala karen kate katherine
    kathleen katrín kristalina laura lena leila lilian linda lisa liz louise lucy magdalena
    malala margaret margrethe maria marie marina marine marta martha mary maya megan melania
    melinda meloni mette mia michelle monica nadia nancy naomi natalia natalie navi nicola nikki
    nina olena olga oksana pamela patricia paula penny priti rachel rebecca rosa roberta ruth
    samantha sandra sanna sara sarah sharon sheikh sheryl shirin simone sofia sophie susan
    susana svetlana tatiana theresa tsai ursula valentina vera victoria virginia viola wendy
    yulia zuzana
    """.split()
) - {"sheikh"}


def sex_of(words: frozenset[str]) -> str:
    """`he` or `she` as the words in and around a name tell, empty where they do not.

    >>> sex_of(frozenset({"angela", "merkel"})), sex_of(frozenset({"mr", "lee"}))
    ('she', 'he')
    """
    is_man, is_woman = not _MEN.isdisjoint(words), not _WOMEN.isdisjoint(words)
    return "" if is_man == is_woman else "he" if is_man else "she"
