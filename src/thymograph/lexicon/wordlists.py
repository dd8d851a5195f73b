"""Words that look like names by their shape and are not."""

from __future__ import annotations

__all__ = [
    "ABSTRACT_STOP",
    "BASE_VERBS",
    "DEFINED_STOP",
    "DISEASE_STOP",
    "DRUG_STOP",
    "ENZYME_STOP",
    "NOMINAL_STOP",
    "PHRASE_STOP",
    "SYMBOL_STOP",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DRUG_STOP = _words(
    """thermostat hemostat cryostat rheostat thermostats april control elixir reservoir savoir memoir devoir savior triumvir thermostat hemostat cystatin somatostatin
    angiostatin endostatin oncostatin myostatin follistatin famine medicine crystalline baseline quarantine routine
    valentine clementine serpentine cortisone corticosterone immunoglobulin tubulin"""
)
"""Ends as a drug would."""

DISEASE_STOP = _words(
    """diagnosis prognosis apoptosis necrosis mitosis meiosis phagocytosis endocytosis exocytosis pinocytosis
    transcytosis efferocytosis macropinocytosis micropinocytosis pyroptosis ferroptosis necroptosis homeostasis osmosis
    symbiosis hypnosis metamorphosis gnosis empathy sympathy homeopathy allopathy naturopathy osteopathy telepathy
    apathy antipathy aroma diploma stroma soma chroma genoma academia bohemia misdiagnosis overdiagnosis
    radiodiagnosis immunodiagnosis serodiagnosis"""
)
"""Ends as a disease would: processes, methods and plain words."""

ENZYME_STOP = _words(
    """disease increase decrease phase base database release purchase phrase chase lease please ease cease erase crease
    grease vase biphase interphase metaphase prophase anaphase telophase showcase uppercase lowercase case rebase
    knowledgebase bookcase briefcase suitcase staircase decease paraphrase rephrase appease multiphase"""
)
"""Ends as an enzyme would."""

SYMBOL_STOP = _words(
    """DNA RNA MRNA NCT ISRCTN ICD WHO FDA EMA USA COVID SARS HIV HBV HCV CMV EBV HPV RSV AIDS RCT PCR ELISA BMI THE AND
    FOR NOT WITH ALL ADHD IBD IBS COPD MRI PET SPECT ECG EEG CNS GI IV SC IM PO QD BID TID PK PD AE SAE OS PFS ORR CR PR
    SD PBMC APC MHC LPS PBS ATP GTP CAMP NADPH ROS NSCLC SCLC HCC AML CLL CML MDS"""
)
"""Capitals that are no gene symbol."""

PHRASE_STOP = _words(
    """a an the this that these those its their his her our your each every any some all both no not other another such
    same different various several many most more less few multiple numerous certain specific particular
    possible potential major main key primary secondary common rare new novel current recent standard first
    second third high low higher lower overall total average mean median good poor best better worse worst
    similar significant relevant important effective known unknown underlying existing active inactive of in on
    at to for from by with without and or but nor than as is are was were be been has have had do does did may
    might can could should must will would if when where which who whose while during after before between among
    within into over under through via per versus vs also only even very highly chronic acute severe mild
    moderate serious advanced early late stage grade human animal mouse murine patient patients adult adults
    pediatric child children women men elderly treated untreated healthy having concomitant concurrent pre-
    existing preexisting prior previous history develop develops developed causes cause caused treat treats
    treating prevent prevents preventing include includes including involving suspected confirmed progressive
    symptomatic clinical surface cell cellular membrane soluble target targeted precise respective corresponding
    cognate reduced increased decreased elevated impaired improved response one two three four five six seven
    eight nine ten against reduces reducing improve improves slow slows worsen baseline measured reported
    observed annual monthly daily weekly relative absolute long short rapid fast maximum minimum dose dosing
    drug treatment infusion i ii iii iv final varying initial exchange conversion interest return data
    error"""
)
"""Never the first word of a name: articles, prepositions, verbs, words of degree, time, severity and number."""

NOMINAL_STOP = PHRASE_STOP | _words(
    """release releases secrete produce about above across against along although around because below beside besides beyond both despite down either
    else ever except few former further hence here how however indeed instead it its itself just latter like
    likely little lot me mine much must my near neither nearly never next nor not now off often once one onto ought
    out own perhaps quite rather really same seldom since so some sometimes somewhat soon still such than that them
    themselves then thence there thereby therefore they thus together too toward towards until up upon us we well
    what whatever whenever whereas wherever whether why whom yes yet you yourself i he him she i.e e.g eg ie etc
    placebo control controls group groups arm arms trial study studies cohort baseline primary secondary endpoint
    patient participant participants subject subjects individual individuals people person persons adult infant
    infants newborn newborns neonates adolescent adolescents elderly male female males females man woman boy girl
    population general public common uncommon frequent infrequent usual unusual typical atypical normal abnormal
    regular irregular routine daily nightly hourly yearly early late earlier later previous subsequent current
    ongoing recent past future new old older younger young middle additional extra added alternative alternate
    combined separate single double triple twice once multiple several different distinct diverse similar identical
    though although potent downstream upstream intracellular molecular unbound chi-square log-rank statistical risk-benefit
    elimination odds hazard risk incidence likelihood pathway axis regulatory generation background objective objectives
    aim aims methods results findings conclusion conclusions importance
    prognostic predictive diagnostic pharmacological pharmacologic chemical synthetic unresectable resectable
    plus and/or newer newest commonest bulk downside lifelong definitive body's months' years' weeks' days' po iv
    composite patient-important patient-centered patient-centred crude add-on detrimental deleterious onset sharp steep dramatic drastic longer shorter wider deeper safer cheaper milder heavier lighter thicker thinner sooner simpler
    comparable equal equivalent unequal greater larger largest smaller smallest big small large huge tiny great
    minor major main chief principal key central crucial critical vital essential important necessary needed
    required relevant irrelevant significant nonsignificant substantial considerable marked modest slight small
    strong stronger strongest weak weaker robust good better best poor poorer worse worst bad favorable favourable
    unfavorable adverse beneficial harmful useful helpful effective ineffective efficacious safe unsafe suitable
    appropriate inappropriate proper adequate inadequate sufficient insufficient optimal suboptimal ideal full
    complete incomplete partial entire whole half total overall net gross mean median average approximate exact
    precise accurate true false real actual apparent obvious clear unclear evident possible impossible probable
    potential theoretical hypothetical presumed putative suspected proven unproven certain uncertain sure unknown
    known unknown novel innovative promising emerging conventional traditional modern standard usual typical
    simple complex complicated uncomplicated easy difficult hard severe mild moderate serious fatal nonfatal lethal
    life-threatening grave intense extreme profound massive heavy excessive excess persistent recurrent transient temporary
    permanent prolonged long-term short-term long-lasting lasting long short quick rapid fast slow slower faster
    gradual sudden abrupt immediate delayed acute subacute chronic frequent rare rarer remote active inactive
    latent new-onset high-risk low-risk high-dose low-dose high-quality low-quality well-known so-called
    available unavailable accessible affordable cheap expensive popular widespread extensive limited broad narrow wide
    deep shallow many more most less least fewer numerous various varied variable constant stable unstable
    consistent inconsistent independent dependent related unrelated associated linked due
    first second third fourth fifth last final initial earliest latest interim
    positive negative neutral absolute relative proportional maximal minimal maximum minimum peak trough
    clinical preclinical nonclinical medical healthcare therapeutic experimental investigational observational
    scientific statistical mathematical numerical methodological technical practical operational economic financial
    national international global worldwide regional local foreign domestic american european chinese japanese german
    us uk eu open-label randomized randomised controlled blinded double-blind single-arm
    intended unintended desired undesired undesirable unwanted expected unexpected predicted observed reported
    measured calculated estimated adjusted unadjusted corrected matched pooled selected unselected eligible
    evaluable assessable measurable detectable undetectable visible invisible noticeable meaningful
    symptomatic asymptomatic healthy unhealthy sick ill well fit frail pregnant nonpregnant lactating
    concomitant concurrent simultaneous sequential consecutive successive prior preexisting pre-existing existing
    underlying contributing causal causative direct indirect specific nonspecific non-specific general generalizable
    characteristic particular special unique universal inherent intrinsic extrinsic own respective corresponding
    analogous alike unlike remaining residual other others another else such same certain any every each all none
    whose which who what this these those there here based using via per versus vs et al
    today yesterday tomorrow year years month months week weeks day days hour hours minute minutes time times
    mg kg ml g mcg iu dose doses percent percentage proportion number numbers amount amounts quantity
    lower higher low high lowest highest elevated reduced increased decreased improved impaired enhanced
    health scoring staging grading classification delivery management reporting follow-up followup
    refractory resistant sensitive susceptible intolerant naive untreated treated pretreated
    non no not without lacking lack free painful painless itchy bothersome troublesome rescue annoying disabling debilitating
    only even also always mostly mainly chiefly largely partly almost alone again already away
    might may can could shall should will would must do does did done has have had having be been being is are was
    were am become became becomes get gets got made make makes led leads lead gave given give gives rose fell fall
    grew grow grows grown kept keep keeps met found find finds took take takes taken underwent undergo undergoes
    began begin begins begun shown show shows showed seen see sees saw saw said say says know knew thought think
    sentence section chapter table figure appendix page guideline guidelines recommendation label product brand
    target part parts side sides way ways type types kind kinds form forms class classes
    example instance case cases lead case-control post
    pre sub super inter intra""",
)
"""Never part of a name before its head noun, whatever the head: degree, time, number, judgement, people."""

BASE_VERBS = _words(
    """accelerate accept access accompany account achieve acquire act activate add address adjust administer advise affect
    aggravate aid aim allow alleviate alter ameliorate amplify analyze analyse antagonize appear apply approach approve arise
    arrest ask assess assist associate assume attack attain attenuate augment avert avoid become begin believe
    benefit bind block boost bring build buy carry cause cease challenge change check choose clear combat combine
    come compare compete complete complicate comprise conclude confer confirm consider consist constitute consult consume contain
    continue contribute control convert correct correlate counteract cover create cure cut damage deal decide decline
    decrease define degrade delay deliver demonstrate deny depend deplete depress derive describe detect deteriorate determine
    develop diagnose die differ diminish direct discontinue discuss disrupt distinguish do drink drive drop
    ease eat elevate elicit eliminate emerge employ enable encounter encourage enhance enroll ensure enter eradicate establish
    estimate evaluate evoke exacerbate examine exceed exclude exert exhibit exist expand expect experience explain explore
    express extend face facilitate fail favor favour feel fight find focus follow foster gain gather generate get give
    go govern grow guide halt have help hinder identify ignore impact impair impede implicate imply improve include incorporate
    increase indicate induce infect influence inform inhibit initiate interact interfere interrupt introduce invade investigate
    involve keep kill know lack last lead learn leave lessen let lie limit link live lose lower maintain make manage
    manifest mean measure mediate meet mention mimic minimize minimise mitigate modify modulate monitor mount move
    need neutralize normalize note observe obtain occur offer offset oppose optimize outweigh overcome owe participate
    perform permit persist play possess potentiate precede precipitate preclude predict predispose prefer prepare prescribe present preserve
    prevent proceed produce progress prohibit prolong promote propose protect prove provide provoke put raise reach
    react receive recognize recommend record recover recruit reduce refer reflect regulate relate relax relieve rely remain
    remove render repair replace report represent require resemble resist resolve respond restore restrict result
    retain reveal reverse revert rise run screen secrete see seek seem select sense separate serve set share shorten show
    slow solve spare speed spread stabilize stand start state stay stem stimulate stop strengthen study suffer suggest
    summarize supplement supply support suppress surpass survive sustain switch synthesize take target tend terminate
    test threaten tolerate transform transmit treat trigger try turn undergo understand underlie use utilize vary
    warrant weaken widen withdraw withhold work worsen yield outperform reinforce stabilise optimise normalise
    inactivate deactivate dampen abrogate blunt curb cripple dissolve shrink shrank shrunk break broke breed bred bring brought
    feed fed heal hurt inject mask mend paralyze paralyse poison prime sensitize sensitise shed shield soften soothe strip swell
    swelled thin tighten wash drove bore arose sought taught bound held lost struck overcame chose drew ate drank slept felt left
    spent stood stuck swam threw told went wore won wrote harbor harbour abolish antagonise
    visualize visualise mobilize trace map code encode""",
)
"""Verbs as they stand after "may" and "to": the noun phrase begins behind them."""

DEFINED_STOP = _words(
    """interval intervals ratio ratios difference differences deviation deviations error errors range ranges quartile
    quartiles board number numbers committee practitioner practitioners professional professionals provider providers
    worker workers department unit units hospital university school group groups patient patients adults children
    women participants people article articles paper papers model models curve curves characteristic characteristics
    analysis analyses method methods algorithm algorithms network networks value values estimate estimates coefficient
    year years day days week weeks month months equivalent equivalents population populations country countries
    manual edition criteria code codes record records database question questionnaire item items heading headings
    point points team leaflet leaflets information version guideline guidelines area areas plan"""
)
"""Last words of what an abbreviation stands for without being a name of biology or medicine."""

ABSTRACT_STOP = _words(
    """result results finding study studies trial use approach outcome effect impact risk rate level amount number need demand
    cost price access awareness knowledge understanding evidence information quality standard care practice policy
    performance efficiency effectiveness efficacy productivity safety accuracy reliability consistency confidence trust
    compliance adherence uptake coverage availability affordability convenience comfort satisfaction engagement
    participation communication collaboration cooperation coordination decision choice option opportunity chance
    possibility likelihood probability uncertainty concern fear worry hope interest attention curiosity creativity
    innovation development progress growth change difference variation variability trend pattern change shift increase
    decrease reduction improvement decline response reaction role function purpose goal aim target benefit advantage
    disadvantage harm problem issue challenge difficulty trouble question answer solution problem strategy plan program
    programme project process procedure system method technique technology tool device product service resource
    material equipment money time effort energy work workload labor labour job task activity action event
    experience situation condition circumstance state status stage phase step case example instance kind type form
    group class category set list range scope size scale degree extent magnitude intensity frequency duration length
    speed rate volume value strength power potential ability capacity capability skill competence expertise
    people person patient individual population community society family parent child children adult woman man
    women men student teacher doctor physician clinician nurse provider worker user customer consumer company
    industry market business economy country nation world government state law regulation rule right duty
    thing way manner mean means reason cause factor feature aspect element component part portion section
    symptom symptoms sign signs disease diseases disorder condition conditions illness drug drugs medication
    medications treatment treatments therapy therapies medicine medicines body cell cells tissue tissues organ organs
    health wellness life lives death deaths place places area areas site sites point points end start beginning
    mouse mice rat rats animal animals pig pigs rabbit rabbits dog dogs cat cats subject participant infant infants
    baby babies volunteer survivor recipient donor mother father staff
    attack attacks episode episodes flare flares bout crisis
    others other one ones it them themselves itself burden morbidity mistake error delay waste harm damage
    injury injuries complication complications dose doses dosage intake exposure sensitivity specificity""",
)
"""Nouns that name nothing of biology or medicine when they stand alone or as a head."""
