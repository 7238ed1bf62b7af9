/// Photos and files.
public enum EvidenceAct: Sendable, Equatable {
  /// Puts the files at hand into the case; without any, lists what it has.
  case attach(CaseNumber, page: Int)
  /// Registers a matter with the files at hand.
  case register(Registration)
  /// A stamped or signed paper was photographed. The case it is about, where one is named.
  case paper(CaseNumber?, withCommand: Bool)
  /// Somebody who cannot put it in words asks to be called.
  case callBack

  /// The command it belongs to.
  public var verb: Verb { .attach }
}
