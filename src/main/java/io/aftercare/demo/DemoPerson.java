package io.aftercare.demo;

import java.util.List;

/** Somebody of the demo department. */
record DemoPerson(String id, String familyName, String firstName, String group, String role) {

    static final List<DemoPerson> ALL = List.of(
            new DemoPerson("yangxiao", "杨", "晓", "agent", "客服专员"),
            new DemoPerson("lina", "李", "娜", "agent", "客服专员"),
            new DemoPerson("zhaomin", "赵", "敏", "specialist", "投诉专员"),
            new DemoPerson("chenjing", "陈", "静", "supervisor", "客服主管"),
            new DemoPerson("wangqiang", "王", "强", "supervisor", "客服主管"),
            new DemoPerson("liuwei", "刘", "伟", "manager", "客服经理"),
            new DemoPerson("sunli", "孙", "丽", "manager", "客服经理"),
            new DemoPerson("zhoutao", "周", "涛", "logistics", "物流"),
            new DemoPerson("wujing", "吴", "静", "product", "产品"),
            new DemoPerson("zhenghao", "郑", "浩", "warehouse", "仓储"),
            new DemoPerson("qianyun", "钱", "芸", "finance", "财务"),
            new DemoPerson("fangyuan", "方", "圆", "legal", "法务"),
            new DemoPerson("heping", "何", "平", "training", "培训"),
            new DemoPerson("shenyi", "沈", "毅", "auditor", "审计"),
            new DemoPerson("gaoming", "高", "明", "process-owner", "流程负责人"),
            new DemoPerson("admin", "系统", "管理员", "camunda-admin", "系统管理员"));

    /** Of all demo people; it satisfies the engine's password policy. */
    static final String PASSWORD = "Kefu-Demo-2026";

    String name() {
        return familyName + firstName;
    }
}
