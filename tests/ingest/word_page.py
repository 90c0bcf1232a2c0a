# ruff: noqa: E501  (markup as Word writes it)
"""A page as Word saves one, written by hand after what it writes: list numbers, tracked changes, comments, notes, hidden words."""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>起草人</o:Author><o:LastAuthor>审核人</o:LastAuthor><o:Company>某镇人民政府</o:Company></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no;} --></style></head><body lang=ZH-CN style='tab-interval:21.0pt'><div class=WordSection1>
<p class=MsoNormal align=center><b><span style='font-size:22.0pt'>某镇<span lang=EN-US>2025</span>年法治政府建设年度报告<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoToc1><a href="#_Toc1">一、主要工作<span style='mso-tab-count:1 dotted'>. </span>1</a></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>主要工作</p>
<p class=MsoNormal>全年审查合同<ins cite="mailto:%BC%D7" datetime="2026-01-02T10:00"><span lang=EN-US>42</span></ins><del cite="mailto:%BC%D7" datetime="2026-01-02T10:00"><span lang=EN-US>24</span></del>份<a style='mso-comment-reference:A_1;mso-comment-date:20260102T1000'></a><span class=MsoCommentReference><span lang=EN-US><a class=msocomanchor href="#_msocom_1">[A1]</a></span></span>，出具法律意见书<span style='display:none;mso-hide:all'>（待核实）</span>9份<a style='mso-footnote-id:ftn1' href="#_ftn1"><span class=MsoFootnoteReference>[1]</span></a>。</p>
</div><div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><span class=MsoFootnoteReference>[1]</span>含两份补充意见。</p></div></div>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>数字请再核对。</p></div></div></body></html>"""
