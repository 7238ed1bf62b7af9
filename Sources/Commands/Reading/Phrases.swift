import Casework

/// Sentences that members say instead of commands, and the commands they come to. A sentence that
/// reads is carried out, one that would write is asked back; what fits no line here is a search.
///
/// In a pattern `[a|b]` may be missing, of `<a|b>` one stands there; `{号}` is a case, `{另}` a second
/// one, `{人}` a name, `{期}` and `{文}` are whatever stands there. Marks and blanks between the
/// pieces do not count.
enum Phrases {
  static let all: [Phrase] = [
    // Who told us is never said, and whether such a case exists is not either.
    .never("{号}<是谁|谁><反映|举报|投诉|说|报><的|>"),
    .never("{号}[的]<反映人|举报人|投诉人>{文}"),
    .never("<谁反映的|谁举报的|谁投诉的>{号}"),

    // Look-ups.
    .look("<为什么|为啥|咋|怎么>{号}{文}<到期|截止>", "为何 {号}"),
    .look("{号}<为什么|为啥|咋|怎么>{文}<到期|截止>", "为何 {号}"),
    .look("{号}[的]期限<怎么算的|怎么来的|咋算的>", "为何 {号}"),
    .look("{期}提醒我{文}", "提醒 {期} {文}", .privately),
    .look("提醒我{文}", "提醒 {文}", .privately),

    // What would write is asked back.
    .ask(
      "{号}{文}<先挂着|先挂起|先挂一下|先挂起来|挂起来|挂起吧|先放一放|先停一停|先缓一缓>",
      "要挂起{号}号吗？理由“{文}”。", [("挂起 {号} {文}", "挂起并定下次核实日期"), ("", "不挂")]),
    .ask("{号}<并入|并到|合并到|合到>{另}", "要把{号}号并入{另}号吗？", [("合并 {号} {另}", "合并"), ("", "不合并")]),
    .ask("<催一下|催催|催一催|帮我催一下>{号}", "要催办{号}号吗？", [("催办 {号}", "催办"), ("", "不催")]),
    .ask("{号}<催一下|催催|催一催|要催一下>", "要催办{号}号吗？", [("催办 {号}", "催办"), ("", "不催")]),
  ]

  /// Words of danger that are said in haste.
  static let alarms: WordSet = ["要出事", "出事了", "救命", "着火", "塌了", "要塌", "赶紧啊", "快点啊", "太危险", "危险啊"]

  /// What a unit tells of its work.
  static let doings: WordSet = [
    "收到", "预计", "正在", "已经", "修好", "办好", "弄好", "办完了", "完成了", "进场", "签收了",
  ]

  /// What stands for a message that cannot be read, as IMs write it.
  static let placeholders: [(text: String, answer: Wording)] = [
    ("[聊天记录]", "合并转发的聊天记录我看不到，请把那句话复制发我。"),
    ("[语音]", "语音我听不懂，请长按“转文字”再发。\n不方便就说一声，我请专班联系您。"),
    ("[视频]", "视频我看不了，请说一句是什么事、在哪里。"),
  ]

  /// Yes to a question whose first answer does what was asked.
  static let yes: Set<String> = [
    "好", "好的", "好的好的", "好好", "是", "是的", "对", "对的", "可以", "行", "嗯", "嗯嗯", "ok", "没错", "要", "要的",
    "登记", "登记吧", "就这样", "同意", "好的登记", "是是", "对对",
  ]
}

/// One line of the table.
struct Phrase: Sendable {
  enum Place: Sendable { case anywhere, privately }

  enum Meaning: Sendable {
    /// The one answer for what may not be asked.
    case never
    /// A look-up, carried out.
    case look(String)
    /// A question with numbered answers; an empty command does nothing.
    case ask(String, [(command: String, name: String)])
  }

  var pattern: PhrasePattern
  var meaning: Meaning
  var place: Place

  static func never(_ pattern: String) -> Phrase {
    Phrase(pattern: PhrasePattern(pattern), meaning: .never, place: .anywhere)
  }

  static func look(_ pattern: String, _ command: String, _ place: Place = .anywhere) -> Phrase {
    Phrase(pattern: PhrasePattern(pattern), meaning: .look(command), place: place)
  }

  static func ask(
    _ pattern: String, _ question: String, _ answers: [(command: String, name: String)],
    _ place: Place = .anywhere
  ) -> Phrase {
    Phrase(
      pattern: PhrasePattern(pattern), meaning: .ask(question, answers), place: place)
  }
}
