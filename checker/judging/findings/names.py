"""What names of persons and units look like: surnames, short names of units, leading words."""

from __future__ import annotations

# The hundred and more most frequent surnames (公安部《2020年全国姓名报告》), without those that are
# mostly other words in official prose (于 全 时 成 方 …).
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤温柳阮"
)
