/// Instruments of a private kind (提醒单, 约谈 …): their serials are a row of their own, so that no
/// serial of the others tells of them, and their course leaves what everybody sees of a case as it is.
extension Instrument {
  public static let firstPrivateSerial = 1001

  /// Known from itself, since no procedure table is read when a journal is folded.
  public var isPrivate: Bool { Instrument.isPrivate(serial: serial, kind: kind) }

  static func isPrivate(serial: Int, kind: String) -> Bool {
    serial >= firstPrivateSerial || kindsOfOld.contains(kind)
  }

  /// From before private kinds had serials of their own.
  private var isOfOld: Bool { serial < Instrument.firstPrivateSerial && isPrivate }

  private static let kindsOfOld = ["提醒单", "提醒约谈建议"]

  /// Nothing of it but its serial, where that is taken from the row of all; nil where it leaves no gap.
  var husk: Instrument? {
    guard isOfOld else { return nil }
    return Instrument(
      serial: serial, kind: "", state: .dropped, unit: UnitReference(id: nil, name: ""),
      requirement: "", grounds: "", due: due, text: "", digest: "", drafter: PersonID(""),
      draftedAt: draftedAt)
  }

  /// The serial of the next one of a case.
  static func next(after all: [Instrument], isPrivate: Bool) -> Int {
    let base = isPrivate ? firstPrivateSerial - 1 : 0
    let last = all.map(\.serial).filter { ($0 >= firstPrivateSerial) == isPrivate }.max() ?? base
    return last + 1
  }
}

extension Turn {
  /// About an instrument whose serial says that it is private.
  var isAboutPrivateInstrument: Bool {
    if case .restored(let restoring) = self { return restoring.isPrivate ?? false }
    return (instrument?.serial ?? 0) >= Instrument.firstPrivateSerial
  }
}

extension JournalEntry {
  var isAboutPrivateInstrument: Bool {
    guard case .turned(let turned) = event.change else { return false }
    return turned.turn.isAboutPrivateInstrument
  }
}

extension IssueFacts {
  public var isPrivate: Bool { Instrument.isPrivate(serial: serial, kind: kind) }
}
