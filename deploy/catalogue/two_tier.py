#!/usr/bin/env python3
"""Writes the two-tier units of Đồng Tháp and the reorganisation of 1 July 2025.

  two_tier.py MAPPING.csv UNITS.csv DIRECTORY

MAPPING has a row for each old commune and successor (old_code, old_name, old_province_code,
new_code, whole_or_split, split_part), UNITS the province and communes from that day on (code,
full_name, level). DIRECTORY is the catalogue of Đồng Tháp; three of its files are written anew:
units_two_tier, post_offices_two_tier and reorganisation_2025-07-01.
"""
import csv
import re
import sys

DAY, HERE, NEIGHBOUR = "2025-07-01", "82", "tiengiang"

# Departments of the new province: abbreviation, name, those of the old province they go on for.
DEPARTMENTS = [
    ("STP", "Sở Tư pháp", ["STP"]),
    ("STC", "Sở Tài chính", ["SKHDT"]),
    ("SNNMT", "Sở Nông nghiệp và Môi trường", ["STNMT", "SNNPTNT"]),
    ("VPDKDD", "Văn phòng Đăng ký đất đai tỉnh", ["VPDKDD"]),
    ("SXD", "Sở Xây dựng", ["SXD", "SGTVT"]),
    ("SNV", "Sở Nội vụ", ["SNV", "SLDTBXH"]),
    ("TTDVVL", "Trung tâm Dịch vụ việc làm", ["TTDVVL"]),
    ("SGDDT", "Sở Giáo dục và Đào tạo", ["SGDDT"]),
    ("SYT", "Sở Y tế", ["SYT"]),
    ("SCT", "Sở Công Thương", ["SCT"]),
    ("SVHTTDL", "Sở Văn hoá, Thể thao và Du lịch", ["SVHTTDL"]),
    ("SKHCN", "Sở Khoa học và Công nghệ", ["STTTT"]),
    ("CAT", "Công an tỉnh", ["CAT"]),
    ("TTT", "Thuế tỉnh Đồng Tháp", []),
    ("BHXH", "Bảo hiểm xã hội tỉnh Đồng Tháp", ["BHXH"]),
]
# Divisions of districts: the department that goes on where no commune does, and whether communes do.
DIVISIONS = {
    "TP": ("STP", True), "TNMT": ("SNNMT", True), "CNDD": ("VPDKDD", False),
    "CCT": ("TTT", False), "KTHT": ("SXD", True), "TCKH": ("STC", True), "LDTBXH": ("SNV", True),
    "GDDT": ("SGDDT", True), "VHTT": ("SVHTTDL", True), "NV": ("SNV", True), "YT": ("SYT", True),
    "CA": ("CAT", False),
}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(*comment, lines):
    head = ["# proto-file: protos/motcua/catalogue/v1/catalogue.proto",
            "# proto-message: motcua.catalogue.v1.CatalogueFile", "#"]
    return "\n".join(head + ["# " + line if line else "#" for line in comment] + [""] + lines) + "\n"


def unit(code, name, level, **fields):
    rest = "".join(f" {key}: {value}" for key, value in fields.items())
    return f'units {{ code: "{code}" name: "{name}" level: LEVEL_{level}{rest} valid_from: "{DAY}" }}'


def quoted(value):
    return f'"{value}"'


def units_file(communes):
    province = quoted(HERE)
    lines = [unit(HERE, "Tỉnh Đồng Tháp", "PROVINCE", post_office_code=quoted(f"BD.{HERE}")),
             unit(f"{HERE}.TTHCC", "Trung tâm Phục vụ hành chính công tỉnh Đồng Tháp", "PROVINCE",
                  parent_code=province, agency_code='"000.00.02.H20"', one_stop="true"), "",
             "# Departments and agencies."]
    lines += [unit(f"{HERE}.{short}", name, "PROVINCE", parent_code=province)
              for short, name, _ in DEPARTMENTS]
    lines += ["", "# Communes and wards."]
    for number, row in enumerate(communes):
        agency = f"000.{number % 51 + 1:02}.{51 + number // 51}.H20"
        lines.append(unit(f"{HERE}.{row['code']}", row["full_name"], "COMMUNE",
                          parent_code=province, agency_code=quoted(agency), one_stop="true",
                          also_receives="LEVEL_DISTRICT",
                          post_office_code=quoted(f"BD.{HERE}.{row['code']}")))
    rules = {"district": "origin"}
    for short, (department, by_commune) in DIVISIONS.items():
        rules[f"division:{short}"] = "origin" if by_commune else f"department:{department}"
    for short, _, old in DEPARTMENTS:
        rules.update({f"department:{one}": f"department:{short}" for one in old if one != short})
    lines += ["", "# Routes that name a district, its divisions or a department that was merged."]
    lines += [f'selector_rules {{ unit_selector: "{selector}" instead: "{instead}" }}'
              for selector, instead in rules.items()]
    return text_of(
        f"Units of Đồng Tháp under two tiers, from {DAY} on: the province (Đồng Tháp and Tiền Giang,",
        "202/2025/QH15), 102 communes and wards (1663/NQ-UBTVQH15), and the departments routes go to.",
        "Written by deploy/catalogue/two_tier.py.", "",
        "code: most of these units have the official code of an old one that became part of them, so",
        f'that {HERE}, a dot and the official code stands for a unit of the new province. agency_code:',
        "serials are this catalogue's own assignment, communes 51 and 52 in order of code. A commune's",
        "counter also takes in what a district's did.", lines=lines)


def offices_file(communes):
    lines = [f'post_offices {{ code: "BD.{HERE}" name: "Bưu điện tỉnh Đồng Tháp (mới)" '
             f'unit_code: "{HERE}" address: "Phường Mỹ Tho, tỉnh Đồng Tháp" }}']
    lines += [f'post_offices {{ code: "BD.{HERE}.{row["code"]}" name: "Bưu điện {row["full_name"]}" '
              f'unit_code: "{HERE}.{row["code"]}" address: "{row["full_name"]}, tỉnh Đồng Tháp" }}'
              for row in communes]
    return text_of(f"Post offices from {DAY} on, one a commune. Codes are this catalogue's own.",
                   "Written by deploy/catalogue/two_tier.py.", lines=lines)


def old_unit(row):
    if row["old_province_code"] != HERE:
        return f'    old_units {{ code: "{row["old_code"]}" }}'
    return f'    old_units {{ code: "{row["old_code"]}" cell: "{NEIGHBOUR}" name: "{row["old_name"]}" }}'


def change(kind, old_lines, successors, follow_origin=False):
    lines = ["  changes {", f"    kind: UNIT_CHANGE_KIND_{kind}", *old_lines]
    lines += [f'    successors: "{HERE}.{code}"' if code else f'    successors: "{HERE}"'
              for code in successors]
    return lines + (["    follow_origin: true"] if follow_origin else []) + ["  }"]


def commune_changes(mapping):
    split, whole = {}, {}
    for row in mapping:
        if row["whole_or_split"] == "split":
            rows = split.setdefault(row["old_code"], [])
            rows.insert(0 if row["split_part"] == "main" else len(rows), row)
        else:
            whole.setdefault(row["new_code"], []).append(row)
    lines = []
    for code, rows in whole.items():
        kind = "MERGE" if len(rows) > 1 else "MOVE"
        lines += change(kind, [old_unit(row) for row in rows], [code])
    lines += ["  # Three communes were split; the first successor has the greater part."]
    for rows in split.values():
        lines += change("SPLIT", [old_unit(rows[0])], [row["new_code"] for row in rows])
    return lines


def plan_file(mapping, directory):
    with open(f"{directory}/units_divisions.textproto", encoding="utf-8") as file:
        divisions = re.findall(r'code: "(\d{3}\.[A-Z]+)"', file.read())
    districts = sorted({row["old_district_code"] for row in mapping
                        if row["old_province_code"] != HERE})
    old = lambda code: f'    old_units {{ code: "{code}" }}'
    lines = ["reorganisations {", f'  id: "dong-thap-{DAY}"',
             '  title: "Hợp nhất tỉnh Đồng Tháp và tỉnh Tiền Giang, bỏ cấp huyện, sắp xếp cấp xã"',
             '  legal_bases: "202/2025/QH15"', '  legal_bases: "72/2025/QH15"',
             '  legal_bases: "1663/NQ-UBTVQH15"', f'  effective_date: "{DAY}"']
    lines += change("MERGE", [old("87"), f'    old_units {{ code: "{HERE}" cell: "{NEIGHBOUR}" '
                                         'name: "Tỉnh Tiền Giang" }'], [""])
    lines += change("MOVE", [old("87.TTHCC")], ["TTHCC"])
    for short, _, olds in DEPARTMENTS:
        if olds:
            kind = "MERGE" if len(olds) > 1 else "MOVE"
            lines += change(kind, [old(f"87.{one}") for one in olds], [short])
    lines += ["  # Districts: what a commune took in goes on in it, all else at the provincial centre."]
    lines += change("ABOLISH", [old(code) for code in districts], ["TTHCC"], follow_origin=True)
    for short, (department, by_commune) in DIVISIONS.items():
        codes = [code for code in divisions if code.endswith("." + short)]
        lines += change("ABOLISH", [old(code) for code in codes], [department], by_commune)
    lines += ["  # Communes of both provinces."] + commune_changes(mapping) + ["}"]
    return text_of(f"The reorganisation of {DAY}: Đồng Tháp and Tiền Giang become one province, districts",
                   "end, 305 communes become 102. Written by deploy/catalogue/two_tier.py.", lines=lines)


def main(mapping_path, units_path, directory):
    mapping = read(mapping_path)
    communes = [row for row in read(units_path) if row["level"] == "commune"]
    files = {"units_two_tier": units_file(communes),
             "post_offices_two_tier": offices_file(communes),
             f"reorganisation_{DAY}": plan_file(mapping, directory)}
    for name, text in files.items():
        with open(f"{directory}/{name}.textproto", "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
