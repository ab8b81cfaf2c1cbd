//! Chinese.

use super::Tongue;

pub const WORDS: Tongue = Tongue {
    locales: &["zh-CN", "zh"],
    zones: &["Europe/London", "Asia/Shanghai"],
    given: &[
        ("明", "ming"),
        ("小红", "xiaohong"),
        ("伟", "wei"),
        ("静", "jing"),
        ("雅婷", "yating"),
        ("建国", "jianguo"),
        ("丽", "li"),
        ("思远", "siyuan"),
    ],
    family: &[("李", "li"), ("王", "wang"), ("张", "zhang"), ("陈", "chen"), ("林", "lin"), ("赵", "zhao"), ("孙", "sun")],
    is_family_first: true,
    openings: &["你好，请问橱柜价格是多少？", "你好，我想做一个衣柜，多少钱？", "请问你们周六营业吗？", "你们的地址在哪里？"],
    wishes: &["请给我一个小厨房的报价", "我想预约到店面谈"],
    questions: &["你们的营业时间是什么？", "咨询是免费的吗？", "多少钱？"],
    introductions: &["我叫{name}，我的邮箱是{email}", "我叫{name}，电话：{phone}"],
    thanks: &["谢谢", "好的，谢谢，再见"],
    refusals: &["不方便给电话，谢谢"],
    returns: &["你好，又是我，咨询多少钱？"],
};
