"""Head nouns that tell what a phrase names: "renal impairment" a disease, "sleep quality" an outcome."""

from __future__ import annotations

from functools import cache

__all__ = [
    "ADJECTIVE_ENDS",
    "CARRYING_HEADS",
    "EFFECT_HEADS",
    "EVENT_HEADS",
    "LED_HEADS",
    "MEASURING_HEADS",
    "head_types",
]

_HEADS = {
    "disease": """
        syndrome disease carcinoma adenocarcinoma sarcoma lymphoma leukemia leukaemia disorder deficiency infection cancer
        tumor tumour dystrophy neuropathy failure fibrosis ulcer injury thrombosis stenosis insufficiency dysfunction
        hypertrophy hyperplasia dysplasia malformation poisoning crisis abscess polyp cyst hernia hypertension
        degeneration lesion fracture palsy anemia anaemia aneurysm embolism hemorrhage haemorrhage effusion
        obstruction allergy impairment damage malignancy neoplasm metastasis edema oedema ischemia ischaemia necrosis
        atrophy sepsis pneumonia arthritis dermatitis hepatitis meningitis encephalitis neuritis colitis nephritis
        cirrhosis nephropathy myopathy retinopathy cardiomyopathy encephalopathy arrhythmia seizure defect anomaly
        abnormality perforation rupture tear dislocation sprain wound burn infarction occlusion blockage
        regurgitation prolapse incontinence intolerance dependence addiction overdose abuse intoxication withdrawal
        calcification sclerosis paralysis blindness deafness apnea apnoea shock coma granuloma hemangioma adenoma
        psychosis dementia depression anxiety phobia neuralgia headache migraine diabetes obesity malnutrition
        imbalance leak reactivation outbreak rejection collapse congestion cataract glaucoma eczema rash hepatotoxicity
        vasculitis inflammation exacerbation distress spasm cramp stone eruption bleed problem illness
        contamination colonization colonisation trauma lupus melanoma glioma blastoma myeloma disability
        microangiopathy leukoencephalopathy nephrotoxicity cardiotoxicity reflux overload dilation instability dyssynchrony hyperinflation malabsorption derangement deficit involvement toxicosis""",
    "outcome": """
        mortality survival death hospitalization hospitalisation admission readmission symptom pain discomfort
        toxicity reaction complication score count index response remission recurrence relapse progression
        function capacity performance density pressure output fraction bleeding fever cough
        sensation gain decline deterioration thickness strength fitness titer titre tenderness stiffness
        swelling itching tone mobility acuity tolerability tolerance burden quality control profile loss composition
        sensitivity circumference distance duration bioavailability ratio level concentration rate volume mass
        weight adherence compliance satisfaction well-being wellbeing wakefulness seroconversion healing
        severity hyperactivity disturbance appetite vision mood behavior behaviour memory attention
        development growth height length stay sleepiness weakness fatigue cognition learning clearance
        exposure independence status health activity attack flare episode immunity safety risk event
        secretion excretion temperature consistency frequency urgency smell taste odor resistance manifestation scarring outcome vascularity breathing erosion
        discharge lactation menstruation ovulation fertility pregnancy birth delivery""",
    "process": """
        biosynthesis synthesis metabolism homeostasis degradation peroxidation phosphorylation methylation
        acetylation ubiquitination glycosylation aggregation reabsorption catabolism turnover chemotaxis
        degranulation remodeling remodelling uptake transport absorption formation flow perfusion permeability
        oxidation proliferation differentiation migration invasion apoptosis regeneration replication
        translation transcription repair plasticity motility contraction contractility relaxation transmission
        neurotransmission conduction elimination filtration circulation digestion peristalsis coagulation
        clotting hydrolysis fermentation respiration nociception infiltration maturation mineralization mineralisation
        reuptake biogenesis stress silencing modification editing splicing recombination rearrangement
        vascularization vascularisation cascade production release expression activation
        excitability potentiation adhesion influx efflux accumulation excitation biotransformation effect action property leakage trafficking senescence""",
    "pathway": "signaling signalling pathway",
    "procedure": """
        surgery transplantation transplant replacement therapy care training rehabilitation counseling counselling
        screening imaging biopsy resection ablation stimulation transfusion vaccination immunization
        immunisation intervention diet exercise dialysis ventilation intubation catheterization catheterisation
        bypass procedure prophylaxis irrigation hygiene cessation restriction supplementation monitoring
        education test assay scan radiography tomography endoscopy ultrasonography psychotherapy radiotherapy chemotherapy immunotherapy
        phototherapy irradiation anesthesia anaesthesia anastomosis reconstruction arthroplasty angioplasty pacing sonography
        decompression drainage debridement excision extraction implantation massage meditation lavage
        technique exchange amputation feeding nutrition cooling warming program programme
        incision fixation fusion graft grafting embolization
        revascularization revascularisation sterilization contraception abortion""",
    "drug": """
        medication drug agent vaccine inhibitor blocker agonist antagonist modulator antibiotic steroid
        corticosteroid hormone supplement extract bronchodilator diuretic analogue analog contraceptive
        antimicrobial opioid analgesic sedative anesthetic anaesthetic antiseptic stimulant depressant relaxant suppressant
        antidepressant antipsychotic chelator binder sequestrant laxative emollient ointment cream lotion
        mouthwash decongestant vasodilator anticoagulant antidote medicines therapeutic probiotic
        prebiotic insulin derivative antihistamine antiviral antifungal herb tea oil""",
    "receptor": "receptor",
    "protein": """
        kinase transporter enzyme protein ligand antigen antibody autoantibody immunoglobulin globulin toxin
        adhesin chaperone phosphatase protease synthase isoform glycoprotein lipoprotein proteoglycan
        neuropeptide peptide collagen channel""",
    "cytokine": "cytokine chemokine interleukin interferon",
    "gene": "gene mutation polymorphism allele oncogene haplotype variant",
    "cell": "cell neuron neurone leukocyte lymphocyte progenitor precursor platelet macrophage neutrophil monocyte",
    "other": """
        virus bacterium bacteria parasite fungus fungi pathogen microbiota microbiome tissue muscle artery vein nerve
        gland cortex membrane mucosa barrier tract fat acid fiber fibre vegetable fruit nut milk juice meat
        food beverage drink grain seed lipid metabolite plaque vessel lumen capillary ligament tendon
        cartilage bone skin follicle marker biomarker mediator neurotransmitter radical mineral
        electrolyte vitamin sugar salt catheter stent implant device mask prosthesis tube stocking
        vesicle microtubule filament granule duct valve ventricle atrium lobe node
        system cavity canal lining wall epithelium endothelium lens pollutant pesticide spore microbe flora larva tick mosquito""",
    "study": "cohort",
}  # fmt: skip
# Heads that a named drug or treatment goes before without being part of another name: "metformin therapy".
CARRYING_HEADS = frozenset(
    """therapy treatment supplementation intake use care prophylaxis monitoring level concentration exposure response
    agent drug medication medicine supplement extract profile risk safety tolerability adherence compliance rate score count
    clearance duration test assay screening vaccination program programme change status protection control
    intervention severity index event ratio absorption excretion secretion elimination production release expression
    activation sensitivity activity function synthesis vaccine antibiotic therapeutic formation uptake transport""".split()
)
# Heads that are verbs as often as nouns: they name only what a known name leads ("asthma attacks", not "the virus attacks").
LED_HEADS = frozenset({"attack", "attacks", "flare", "flares", "stay", "stays", "ruptures", "tears", "drinks", "masks"})
EFFECT_HEADS = frozenset({"effect", "action", "property"})
# What is done to or by a molecule that stands before: "GABA release" is about GABA.
EVENT_HEADS = frozenset(
    """release secretion production expression activation synthesis biosynthesis level concentration uptake reuptake transport
    degradation metabolism turnover phosphorylation methylation signaling signalling receptor""".split()
)
# Heads by which a known outcome or process is only measured: "glucose level" is glucose.
MEASURING_HEADS = frozenset(
    """level concentration index ratio score rate status response risk control duration profile event count therapy
    treatment agent drug medication screening test program programme safety monitoring""".split()
)
ADJECTIVE_ENDS = ("ic", "al", "ar", "ary", "ous", "ive", "oid", "ile", "ine", "ian", "eal", "ory", "ant", "ent", "tory")
_PLURALS = {
    "deficiency": "deficiencies", "malignancy": "malignancies", "injury": "injuries", "crisis": "crises",
    "metastasis": "metastases", "diagnosis": "diagnoses", "stenosis": "stenoses", "neuropathy": "neuropathies",
    "biopsy": "biopsies", "therapy": "therapies", "artery": "arteries", "antibody": "antibodies", "virus": "viruses",
    "autoantibody": "autoantibodies", "abscess": "abscesses", "anomaly": "anomalies", "abnormality": "abnormalities",
    "allergy": "allergies", "surgery": "surgeries", "toxicity": "toxicities", "index": "indices", "biopsies": "biopsies",
    "dystrophy": "dystrophies", "axis": "axes", "illness": "illnesses", "larva": "larvae", "mosquito": "mosquitoes",
    "cardiomyopathy": "cardiomyopathies", "disability": "disabilities", "arthritis": "arthritides", "memory": "memories",
    "sensitivity": "sensitivities", "capacity": "capacities", "property": "properties", "insufficiency": "insufficiencies", "leukemia": "leukemias",
}  # fmt: skip


@cache
def head_types() -> dict[str, tuple[str, str]]:
    """Return what each head noun, singular or plural, makes of its phrase: type and singular.

    >>> head_types()["infections"], head_types()["therapies"]
    (('disease', 'infection'), ('procedure', 'therapy'))
    """
    heads: dict[str, tuple[str, str]] = {}
    for kind, words in _HEADS.items():
        for word in words.split():
            heads.setdefault(word, (kind, word))
            heads.setdefault(_PLURALS.get(word, word + "s"), (kind, word))
    return heads
