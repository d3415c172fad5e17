"""From the bytes of a fuzzer to texts: as they are, or each byte a piece that some rule looks for."""

from __future__ import annotations

PIECES = (
    *"“”‘’「」『』《》()（）【】[]\"'、,，。.;；:：?？!！…—-~/%％+=|·　 \t\n\r\u200b\u00a0\ufffd\ue000",
    *"零〇一二三四五六七八九十百千万亿两几半多余近约第0123456789",
    *"年月日号届次期个名人元亩斤吨倍成县市区省乡镇村党委书记的是和与及比为达到从由至",
    *"ABXabcāáǎàōóǒòéěèüNX龘𠮷",
    *("增长", "下降", "提高到", "百分之", "百分点", "分之", "万元", "亿元", "以上", "左右", "其中"),
    *("今年", "去年", "2007年", "2008", "十一五", "十七大", "同志们:", "各位代表", "一、", "(一)"),
    *(
        "一是",
        "二是",
        "第一,",
        "五有",
        "三个代表",
        "改革",
        "发展",
        "即:",
        "包括",
        "等",
        "会议上的讲话",
    ),
    *("发布时间:2008-01-01", "来源:", "浏览次数", "责任编辑", "版权", "推荐访问:", "本站"),
    *("導(dǎo)", "坡?lián)", "?!邊@", "??h", "1:", "1.5%", "1,000", "3/4", "2006-2010", "\n\n"),
)


def text_of(data: bytes) -> str:
    """Return a text of pieces, one for each byte."""
    return "".join(PIECES[byte % len(PIECES)] for byte in data)
