/// The procedure table: data that says which act leads a case from where to where, what it needs,
/// how long things hold, and which instruments there are. A district may replace it.
public struct Procedure: Sendable, Equatable {
  /// What a transition asks for beyond the state.
  public enum Need: String, Sendable, CaseIterable {
    /// Somebody answers for the case.
    case lead = "领衔人"
    /// At least one progress entry.
    case progress = "进展"
    /// For 整改完成: a report that somebody verified.
    case verification = "验收"
    /// For every other result: a reason, or a progress entry that tells it.
    case grounds = "理由"
    /// Another one who had no part in it (`SecondPerson`); for 作废, 合并 and 挂起 in every case.
    case secondPerson = "第二人"
  }

  /// The acts a table may name.
  public enum Move: String, Sendable, CaseIterable {
    case triage = "研判"
    case turnAway = "研判退回"
    case lead = "领衔"
    case assign = "交办"
    case urge = "催办"
    /// Drafting and issuing an instrument about the case.
    case instruct = "制发文书"
    case dispute = "异议"
    case ruling = "裁定"
    case progress = "进展"
    case report = "反馈"
    case verify = "验收"
    case sendBack = "退回"
    case extend = "延期"
    case rebase = "改期"
    case suspend = "挂起"
    case resume = "恢复"
    case void = "作废"
    case amend = "更正"
    case merge = "合并"
    case proposeClosing = "提请销号"
    case close = "销号"
    case lookBack = "回头看"
    case relapse = "反弹"

    /// Whether a table may ask for a second person.
    var takesSecondPerson: Bool { [.close, .void, .merge, .suspend].contains(self) }
  }

  public struct Transition: Sendable, Equatable {
    public var move: Move
    public var from: Set<CaseState>
    /// Nil: the state stays.
    public var to: CaseState?
    public var needs: [Need]
  }

  /// How long something holds, in calendar time.
  public enum Term: String, Sendable, CaseIterable {
    case closing = "销号确认"
    case undo = "撤回"
    case repeated = "重复登记"
    case confirmInGroup = "群内确认"
    case confirmInPrivate = "私聊确认"
    case question = "追问"
    /// How long after closing somebody looks again.
    case lookback = "回头看"
  }

  /// Terms in working days that the rules of a dispute know.
  public enum Workdays: String, Sendable, CaseIterable {
    /// How long after the hand-over a unit may dispute it.
    case dispute = "异议"
    /// How long the team takes to rule.
    case ruling = "裁定"
    /// How long a unit takes to sign for what it was sent, before the team asks after it.
    case signing = "签收"
  }

  /// What an instrument may be grounded on.
  public enum Ground: String, Sendable, CaseIterable {
    /// What was handed to the unit is over its term, and nothing was reported.
    case handOverLapsed = "交办逾期"
    /// The instrument it follows was issued and is over its term.
    case predecessorLapsed = "前单逾期"
    /// An early sign or a tendency, named with its reason.
    case sign = "苗头倾向"
    /// Grave: a stated reason.
    case reason = "说明理由"
  }

  /// A kind of instrument (文书) and its rung on the ladder.
  public struct Instrument: Sendable, Equatable {
    public var kind: String
    /// The command that drafts it.
    public var command: String
    public var rung: Int
    public var issuer: Role
    /// Needs one signer of each side.
    public var joint: Bool
    /// Working days to answer in.
    public var termWorkdays: Int?
    /// The instrument that must have lapsed before.
    public var follows: String?
    /// The number's form, with {年} and {号}.
    public var numberForm: String?
    /// Any of them will do.
    public var grounds: [Ground]
    /// Named in private chats only.
    public var isPrivate: Bool
    /// What the text's first paragraph ends with: 现予督办.
    public var purpose: String
  }

  public var version: String
  public var transitions: [Transition]
  public var terms: [Term: Int64]
  public var instruments: [Instrument]
  public var reminders: Reminders
  public var workdays: [Workdays: Int]
  /// How each side signs: 区人大常委会办公室.
  public var offices: [Role: String]

  /// The transition of that act from that state; nil where the table has none.
  public func transition(_ move: Move, from state: CaseState) -> Transition? {
    transitions.first { $0.move == move && $0.from.contains(state) }
  }

  /// Working days of that term.
  public func workdays(_ term: Workdays) -> Int { workdays[term] ?? 2 }

  /// How that side signs.
  public func office(of side: Role) -> String { offices[side] ?? side.name }

  /// The kind that a command drafts, or of that name.
  public func instrument(_ name: String) -> Instrument? {
    instruments.first { $0.rung > 0 && ($0.command == name || $0.kind == name) }
  }

  /// Seconds that term holds.
  public func seconds(_ term: Term) -> Int64 {
    terms[term] ?? term.fallback
  }
}

extension Procedure.Term {
  /// Seconds where a district's table leaves the term out.
  fileprivate var fallback: Int64 {
    switch self {
    case .closing: 7 * 86_400
    case .undo, .repeated: 600
    case .confirmInGroup: 300
    case .confirmInPrivate, .question: 900
    case .lookback: 30 * 86_400
    }
  }
}
