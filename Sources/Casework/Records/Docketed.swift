/// A duty with whose it is, read without the whole case: what digests and reminders are picked from.
public struct Docketed: Sendable, Hashable {
  public var duty: Duty
  public var lead: PersonID?
  public var unit: UnitID?
  /// 加急: reminded at any hour of any day.
  public var urgent: Bool
  /// Of a case that only the inner circle knows of.
  public var isInner: Bool

  public init(
    duty: Duty, lead: PersonID?, unit: UnitID?, urgent: Bool, isInner: Bool = false
  ) {
    self.isInner = isInner
    self.duty = duty
    self.lead = lead
    self.unit = unit
    self.urgent = urgent
  }

  public init(_ duty: Duty, of matter: Case) {
    self.init(
      duty: duty, lead: matter.lead, unit: matter.details.unit?.id, urgent: matter.details.urgent,
      isInner: matter.isInner)
  }
}
