/// What members can ask for. Every command declares one; the access policy says who may.
public enum Verb: String, Sendable, Hashable, CaseIterable, Codable {
  case clue, lead, progress, find, status, timeline, overdue, mine, close, undo
  case help, about, bind, member, grant, unit
  // Handing
  case triage, contact, assign, urge, order, prompt, caution, talk, agree, dispute, ruling, receive
  // Course
  case report, paper, verify, sendBack, extend, approve, refuse, rebase, suspend, resume, void
  case amend, merge, lookBack
  // Clock
  case remind, digest, weekly, set
  // Persons
  case transfer, copy, acknowledge, audit, redact, strike
  // Reporting
  case project, todo, why, statistics, register, export, visit, deputy, handOver
  // Evidence
  case attach
  /// 确认: answers an open confirmation; belongs to whoever was asked.
  case confirm
  /// 下一页: goes on with a long answer.
  case next
}
