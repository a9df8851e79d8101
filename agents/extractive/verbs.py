"""The verbs that the rules may recognise, with their third person and base form. A verb not listed makes no question."""

from bookwright.agents.extractive.words import lexicon

BASE_FORMS = lexicon("""
abide absorb accelerate accept access accompany accumulate achieve acquire act activate adapt add address adhere adjust advance affect
aggregate agree aid alert align allocate allow alter amplify analyze announce appear append apply approve arise arrange arrive ascend
ascertain assert assess assign assist assume attach attack attempt attest attract authenticate authorize avoid balance bear become
begin behave belong bind blend block boost borrow break breathe bring build burn calculate call capture carry catch cause cease change
check choose circulate cite claim classify clean close coincide collapse collect combine come communicate compare compile complete
comply compress comprise compute concatenate concentrate conclude condense conduct configure confirm conform connect conserve consider
consist constitute constrain construct consult consume contact contain continue contribute control convert convey cool copy correspond
count cover crash create cut damage deal decide declare decline decompose decrease decrypt dedicate defend define delegate delete
deliver demonstrate deny depend deposit derive descend describe destroy detect determine develop devote differ diffuse digest diminish
direct disable discharge disclose discover display dissolve distinguish divide document dominate donate drain draw drive drop
duplicate earn eat eliminate emerge emit emphasize employ enable enact encapsulate enclose encode encounter encourage encrypt end
endorse enforce enhance enlarge enrich ensure enter erase escape establish evaluate evaporate evolve examine exceed exclude execute
exhibit exist exit expand expect experience expire explain exploit explore expose express extend extract facilitate fail fall feed
feel fetch filter find finish fire fit flow focus follow force format forward fulfill function gain gather generate get give go govern
grant group grow guarantee guard handle happen harm heal heat help hide hinder hold host identify ignore illustrate impair implement
imply import impose improve include incorporate increase indicate induce infer influence inform inherit inhibit initiate inject injure
insert inspect install insulate integrate intend interact interfere interpret introduce invade invalidate invest invoke involve
isolate issue iterate join keep kill know lack last lay lead learn leave let lie lift limit link list live load locate log lose lower
lubricate maintain make manage map mark match matter mean measure meet merge migrate mimic minimize mitigate mix modify monitor
motivate move multiply mutate name need notice notify nourish obtain occupy occur offer omit open operate oppose optimize organize
originate outlive overcome overflow overlap override own panic parse pass penetrate perform permit persist point populate pose possess
predict prefer prepare present preserve press prevent print proceed process produce prohibit promote propagate propose protect prove
provide publish pull pump purchase pursue push put query raise reach read receive recognize recommend reconstruct record recover
reduce refer reference reflect refuse regard register regulate reinforce reject relate relax release relieve rely remain remind remove
rename render repeat replace replenish replicate report represent reproduce request require resemble reserve reside resist resolve
respect respond restart restrict result resume retain retrieve return reveal reverse review revoke rise roll rotate run satisfy save
say scale scan scrape search secrete see seek select sell send sense separate serve set settle shape share shield shift show shrink
shut sign signal simplify sit skip smooth solve sort specify speed spend split spread stand start state stay stem stimulate stop store
strengthen stretch strike strip submit subscribe suffer suggest supply support surround survive suspend sustain swallow symbolize
synthesize take target teach tell tend terminate test threaten throw tie track transfer transform translate transmit transport travel
treat trigger try turn undergo understand unify unite update use validate vary verify vibrate view violate wait walk want warm warn
watch weaken weigh widen win work wrap write yield
annotate clone commit customize dereference download evict forget forfeit hope ingest initialize instantiate profile reassign recompile
refactor refund reinstate reuse spawn trust upgrade violate
""")
SAFE_PLURAL = lexicon(
    """
    allow contain include consist require enable ensure provide represent specify define depend describe determine exist occur operate
    belong become remain maintain identify indicate prevent perform receive implement inherit refer rely apply resolve combine convert
    derive satisfy differ authenticate accept create let need use have live follow store hold take make give get keep work serve
    support return expose offer protect share run
    """
)
"""Verbs that may follow a plural noun and be the verb of the sentence in their base form."""


def third_person(base: str) -> str:
    """`pass` -> `passes`, `carry` -> `carries`, `store` -> `stores`."""
    if base in ("go", "do") or base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


_BASE_OF = {third_person(base): base for base in BASE_FORMS}


def base_of(word: str) -> str | None:
    """The base form of a verb in the third person singular, or None if it is none that is known."""
    return _BASE_OF.get(word)


def is_base(word: str) -> bool:
    """Whether the word is the base form of a verb that is known."""
    return word in BASE_FORMS
