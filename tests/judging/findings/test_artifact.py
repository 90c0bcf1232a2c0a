"""Residue of templates and converters, and signs that only look like it."""

import pytest

from .conftest import Found, agree

BODIES = [
    ("[bookmark: _GoBack]（二）规范执法。", ["[bookmark: _GoBack]"]),
    ("检查6次，[bookmark: _Hlk18260417]整改12处。", ["[bookmark: _Hlk18260417]"]),
    ("发放宣传资料××份。", ["发放宣传资料××份"]),
    ("覆盖群众XX人次，培训xx人。", ["覆盖群众XX人次", "培训xx人"]),
    ("开展宣传ＸＸ场次。", ["开展宣传ＸＸ场次"]),
    ("开展执法检查XXX次，效果良好。", ["开展执法检查XXX次"]),
    ("印发《××镇2025年法治建设工作要点》。", ["××镇2025年"]),
    ("××镇党委高度重视法治建设。", ["××镇党委"]),
    ("聘请XX律师事务所担任法律顾问。", ["聘请XX律师事务所"]),
    ("调解成功率提高XX个百分点。", ["提高XX个百分点"]),
    ("2026年×月×日召开会议。", ["2026年×月×日"]),
    ("开展培训×次、检查×次。", ["开展培训×次"]),
    ("覆盖群众***人次。", ["覆盖群众***人次"]),
    ("在***镇开展宣传。", ["在***镇开展宣传"]),
    ("发放资料**份。", ["发放资料**份"]),
    ("【待补充：典型案例1个】做好信访工作。", ["【待补充：典型案例1个】"]),
    ("全年开展【 】次检查。", ["全年开展【 】次检查"]),
    ("全年开展【】次检查。", ["全年开展【】次检查"]),
    ("全年开展（　　）次检查。", ["全年开展（　　）次检查"]),
    ("全年开展____次检查。", ["全年开展____次检查"]),
    ("工作亮点（待补充）。", ["工作亮点（待补充）"]),
    ("此处填写本年度执法数据。", ["此处填写本年度执法数据"]),
    ("典型案例（略）。", ["典型案例（略）"]),
    ("聘请{{律所名称}}为法律顾问。", ["聘请{{律所名称}}为法律顾问"]),
    ("Lorem ipsum dolor sit amet，加强学习。", ["Lorem ipsum dolor sit amet"]),
    ("案件数见错误!未找到引用源。", ["见错误!未找到引用源。"]),
    ("检查{++12++}次。", ["检查{++12++}次"]),
    ("检查12次[批注1]，整改6处。", ["检查12次[批注1]"]),
    ("检查12次（删除：原为15次）。", ["检查12次（删除：原为15次）"]),
    ("受理纠纷（数据待核）。", ["（数据待核）"]),
    ("发放资料??份。", ["发放资料??份"]),
    ("印发《　　》，细化任务21项。", ["印发《　　》"]),
    ("组织宣传N场次。", ["组织宣传N场次"]),
    ("加强学习&nbsp;&nbsp;提高本领。", ["&nbsp;"]),
    ("加强学习��提高本领。", ["加强学习��提高本领"]),
    ("村民李××与邻居张××因宅基地发生争执，当场化解。", []),
    ("李XX家门口占道堆物，劝导后清理。", []),
    ("张某某、王某与李某三人达成协议。", []),
    ("村民X某反映的问题当场办结。", []),
    ("××村村民王某与张某的纠纷成功化解。", []),
    ("案号为（2025）鄂0116民初××号的案件已审结。", []),
    ("热线138****2234已停用。", []),
    ("身份证号33019919740816XXXX。", []),
    ("车牌尺寸3×5米，面积15平方米。", []),
    ("开展“法律×民生”活动12场。", []),
    ("坚持***依法行政***这一主线。", []),
    ("**一是健全机制。**调解36件。**二是规范执法。**检查6次。", []),
    ("__一是健全机制__，调解36件。", []),
    ("检查情况见网站 www.xxgk.gov.cn/xx/2025 。", []),
    ("召开会议（专题）4次，讲座（培训）2次。", []),
    ("【典型案例】老支书拉着尺子量，两家各让一尺。", []),
    ("【数字法治】上线平台1个。", []),
    ("时间为二〇〇八年，距今十七年。", []),
    ("印发岚政发〔2025〕11号文件。", []),
    ("文件有待完善，制度待补齐。", []),
    ("特大火灾（略有伤亡）未发生。", []),
    ("发放N95口罩30个，第N次检查。", []),
    ("宣传、调解、培训……件件有着落。", []),
    ("XXL号工作服12套。", []),
    ("完成第三批、第四批……共12批培训。", []),
]


@pytest.mark.parametrize(("body", "quotes"), BODIES)
def test_body(found: Found, body: str, quotes: list[str]) -> None:
    agree(found("artifact", body=body), quotes)


def test_rules_and_tables_are_the_converters(found_in: Found) -> None:
    text = "# 青石镇2025年法治政府建设报告\n\n***\n\n## 一、成效\n\n| 领域 | 检查 | 备注 |\n|:---|---:|---|\n| 消防 | 12 |  |\n| [ 有效性 ] | |\n\n- [ ] 未办\n- [x] 已办\n\n[链接](http://a.cn/xx)和![]()图。\n\n---\n\n* * *\n"
    assert found_in("artifact", text, "md") == []


def test_html_is_how_markdown_is_written(found_in: Found) -> None:
    text = "# 青石镇2025年法治政府建设报告\n\n<div align=center>附图</div>\n\n学法4次。<br>检查6次。\n"
    assert found_in("artifact", text, "md") == []


def test_navigation_and_metadata_are_the_pages(found_in: Found) -> None:
    text = "| [ 发文字号 ] | 无 |\n| [ 有效性 ] | |\n首页 > 政务公开 > 正文\n【字体：大 中 小】　打印　关闭\n\n青石镇2025年法治政府建设报告\n\n一、成效\n学法4次。\n"
    assert found_in("artifact", text) == []


def test_attachment_left_out(found: Found) -> None:
    assert found("artifact", body="学法4次。\n附件：执法事项清单（略）") == []


def test_one_finding_for_a_clause(found: Found) -> None:
    (finding,) = found("artifact", body="开展XX镇XX村宣传XX场。")
    assert finding.quote == "开展XX镇XX村宣传XX场"


def test_place_in_the_source(found_in: Found) -> None:
    text = "青石镇2025年度法治政府建设报告\n\n一、成效\n（一）规范执法\n学法4次。\n检查[bookmark: _GoBack]6次。\n"
    (finding,) = found_in("artifact", text)
    assert finding.line == 6
    assert finding.chapter == "（一）规范执法"
