/// How the due day of a case is told to a reader: how late it is only with the leave to.
extension DayWording {
  /// `超1个工作日`; `9月18日到期` while it is not over, and where lateness is not told.
  func standing(of matter: Case, _ due: Deadline, _ viewer: Viewer) -> String {
    guard isOverdue(due), let leave = viewer.leave(for: matter) else {
      return "\(short(due.day))到期"
    }
    return overdueNote(due, leave)
  }

  /// `原定9月11日（周五），超1个工作日`; `期限：9月18日（周五）`, with that word for it, otherwise.
  func term(
    of matter: Case, _ due: Deadline, _ viewer: Viewer, running word: String = "期限："
  ) -> String {
    guard isOverdue(due), let leave = viewer.leave(for: matter) else {
      return "\(word)\(full(due.day))"
    }
    return "原定\(full(due.day))，\(overdueNote(due, leave))"
  }
}
