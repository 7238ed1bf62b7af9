/// What members can ask for. Every command declares one; the access policy says who may.
public enum Verb: String, Sendable, Hashable, CaseIterable, Codable {
  case clue, lead, progress, find, status, timeline, overdue, mine, close, undo
  case help, about, bind, member, grant, unit
  /// 确认: answers an open confirmation; belongs to whoever was asked.
  case confirm
  /// 下一页: goes on with a long answer.
  case next
}
