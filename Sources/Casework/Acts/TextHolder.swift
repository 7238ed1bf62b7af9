/// What holds a text that can be hidden, as people call it.
public enum TextHolder: Sendable, Hashable {
  case matter(CaseNumber)
  /// 走访3
  case visit(Int)
  /// 提醒3, by its number in its group.
  case reminder(Int)
  /// 单位 区住建局: its other names.
  case unit(String)
}
