"""Lines that claim nothing, and lines that look so and do."""

from __future__ import annotations

import pytest

from thymograph.claims.boilerplate import boilerplate_reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("© 2024 The Author(s). Published by Springer Nature.", "copyright"),
        ("This article is licensed under a Creative Commons Attribution 4.0 licence.", "copyright"),
        ("For research use only; not for diagnostic procedures.", "disclaimer"),
        ("This content is for informational purposes only and does not replace your doctor.", "disclaimer"),
        ("The publisher assumes no liability for errors.", "disclaimer"),
        ("The authors declare no competing interests.", "competing interests"),
        ("Funding: National Institutes of Health grant R01.", "competing interests"),
        ("Author: Editorial Office. Date: March 2023", "authorship"),
        ("Medically reviewed by Ana Ruiz, MD", "authorship"),
        ("Last updated: June 3, 2024", "authorship"),
        ("Cite this article: Rao P. Heart 2020.", "self-citation"),
        ("Click here to view the full-size image", "download"),
        ("Download PDF", "download"),
        ("Request a quote", "sales"),
        ("Catalog No.: A10234", "sales"),
        ("We offer a broad range of recombinant proteins.", "sales"),
        ("Email: orders@example.com", "contact"),
        ("Phone: (555) 010-2030", "contact"),
        ("12 Harbour Street, Suite 4", "address"),
        ("We use cookies to improve your experience.", "widget"),
        ("Was this article helpful?", "widget"),
        ("Show more", "widget"),
        ("Figure 2. Kaplan-Meier curves for overall survival.", "caption"),
        ("Caption: Workflow of the assay.", "caption"),
        ("The following table compares the three gliptins.", "table introduction"),
        ("Below are summaries of the pivotal studies.", "table introduction"),
        ("Table 3 lists the baseline features of the cohort.", "table introduction"),
        ("This review summarises the pharmacology of SGLT2 inhibitors.", "self-description"),
        ("In this section, we discuss the role of the complement system.", "self-description"),
        ("This comprehensive guide explores the uses of berberine.", "self-description"),
        ("See section 4.4 for special warnings.", "navigation"),
        ("Keywords: asthma; biologics; children", "navigation"),
        ("* * *", "blank"),
    ],
)
def test_line_is_boilerplate_of_its_sort(line: str, reason: str) -> None:
    assert boilerplate_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "This protocol describes the staining of cryosections.",
        "This procedure outlines how to isolate islets.",
        "This study demonstrates that dapagliflozin lowers albuminuria.",
        "This pathway provides an escape from apoptosis.",
        "The reviewed trials show a benefit of early feeding.",
        "Contact with bare skin causes dermatitis.",
        "Close contact spreads the virus.",
        "Share of responders: 45%",
        "Edit distance between guide and target governs cleavage.",
        "The drug is sold under the brand name Humira.",
        "Sign of toxicity: ataxia.",
        "Home treatment with heparin is safe.",
        "The dose was reviewed after two weeks.",
        "Accepted first-line agents include thiazides.",
        "Update of the dose is needed after weight loss.",
        "Table salt raises blood pressure.",
        "Figure-of-eight sutures reduce bleeding.",
        "Previous exposure to cisplatin predicts neuropathy.",
        "Patients should consult a doctor if the rash spreads.",
        "Avoid in women who are pregnant; see a specialist early.",
        "We describe a child with recurrent fever who responded to anakinra.",
        "Our patients improved within a week.",
        "Copyright-free registries hold data on 2 million births.",
    ],
)
def test_claim_is_kept(line: str) -> None:
    assert boilerplate_reason(line) is None


def test_all_under_a_heading_of_boilerplate_is_boilerplate() -> None:
    assert boilerplate_reason("Rituximab lowers IgG.", heading="Disclaimer") == "under a heading of boilerplate"
    assert boilerplate_reason("Rituximab lowers IgG.", heading="Results") is None
