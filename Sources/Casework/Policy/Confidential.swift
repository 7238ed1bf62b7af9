/// What does not belong into a chat, each with the way to go.
public enum Confidential {
  /// In the group one fixed line; what to do is said to the speaker alone.
  public static let accusation = Refusal(
    .accusation, "这条先不登记，我私聊您核对。",
    aside: """
      刚才那条可能涉及具体人，我没有登记，也没有留下内容。
      我已请平台删掉原消息；您要是还看得到它，请现在撤回。
      请不要在这里补充姓名和情节，改用纪委监委的专用渠道。
      如果只反映事情，请去掉人的情况重发；只是字面像的，加上“范围：对事”再发。
      """)

  /// What a part of a text is that is left out, and where it belongs.
  static func left(because code: Refusal.Code) -> String {
    switch code {
    case .visitPlan: "是暗访一类的安排，不登记、不留存；要提醒自己，请私聊我设提醒。"
    case .secretGrade: "写了密级，不登记、不留存，请用专用渠道。"
    case .reporterNamed: "写了是谁反映的，不登记、不留存，请去掉再发。"
    default: "涉及具体人，不登记、不留存，请走专用渠道。"
    }
  }

  public static let reporter = Refusal(
    .reporterNamed,
    """
    是谁反映的，请不要写在这里。我没有登记，也没有留下内容。
    请去掉“反映人”重发；来源可以写单位或站点。
    """)
}
