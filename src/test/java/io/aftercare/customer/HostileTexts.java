package io.aftercare.customer;

import java.util.List;

/** Texts that cost most: the beginnings of what is looked for, again and again, and never the end. */
final class HostileTexts {

    static final String NAME = "王小芳";
    static final String PHONE = "13800135678";
    static final String ADDRESS = "上海市浦东新区世纪大道100号5幢601室";

    static final List<String> UNITS = List.of(
            "a",
            ".",
            "@",
            "#",
            " ",
            "-",
            "*",
            "1",
            "1 ",
            "1 3",
            "1、",
            "1一",
            "13",
            "138001356",
            "13800135679 ",
            "62",
            "6 2",
            "+1 ",
            "+ ",
            "0 ",
            "00",
            "010 ",
            "8 5 2 ",
            "(",
            "(at)",
            " at ",
            "a@",
            "@a.",
            "a@a.",
            "a.",
            "#qq",
            "#qq.",
            "a#",
            "a..",
            "张",
            "王",
            "王小",
            "王 ",
            "世",
            "世纪大道1",
            "世纪大",
            "路",
            "路1",
            "1路",
            "路1号",
            "1号",
            "号1",
            "小区1幢",
            "里",
            "一",
            "微信",
            "微信 ",
            "微信a",
            "qq",
            "qq1",
            "电话",
            "电话 ",
            "电话1 ",
            "电话 +",
            "卡号1 ",
            "护照a1",
            "沪A",
            "沪A ",
            "e1",
            "a123456(",
            "e1234567",
            "①",
            "⑴",
            "𝟏",
            "😀",
            "㍿",
            "́",
            "\u200d",
            "\n",
            "1\n");

    private HostileTexts() {}

    static String of(String unit, int length) {
        return unit.repeat(length / unit.length() + 1).substring(0, length);
    }
}
