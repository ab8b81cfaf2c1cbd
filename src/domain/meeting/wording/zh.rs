//! Chinese.

use super::Words;

pub(super) const WORDS: Words = Words {
    held: "这个时间为您保留几分钟：{when}。目前还没有预约。",
    pending: "您与{business}的会面已记录：{when}。我们的日历还没有确认。我们会继续尝试，确认之后才算预约成功。",
    booked: "您与{business}的会面已预约：{when}。",
    moved: "您与{business}的会面已改期。新的时间：{when}。",
    cancelled: "您与{business}的会面已取消：{when}。",
    cancel_question: "要取消您{when}的会面吗？回答“是的”即可取消，否则保持不变。",
    expired: "为您保留的时间已重新开放：{when}。没有进行预约。",
    theirs: "{business}当地的时间是{when}。",
    invited: "邀请已发送至 {email} 。",
    link: "参加会面：{link}",
    when: "{date} {time}（{city}时间）",
    date: "{year}年{month}{day}日{weekday}",
    first: "1",
    weekdays: ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
    months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    halves: None,
    space: "",
};
