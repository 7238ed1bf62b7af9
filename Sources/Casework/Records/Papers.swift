/// Which unit has a case, and which of its papers that leaves standing: whoever no longer has it has
/// nothing to sign and to answer.
extension Case {
  /// The unit that has the matter, by hand-over or at once by an instrument that everybody may know of;
  /// nil where none got it yet.
  var holder: UnitReference? {
    guard let handling else { return nil }
    if let handed = handling.handed { return handed.unit }
    let isGiven = handling.instruments.contains { $0.state == .issued && !$0.isPrivate }
    return isGiven ? details.unit : nil
  }

  /// The issued instruments that end where that unit has the case: what another one was sent.
  func papers(endingWith unit: UnitReference) -> [Instrument] {
    (handling?.instruments ?? []).filter { $0.ends(with: unit) }
  }

  /// What a unit has to sign for: the hand-over, or an instrument.
  struct Unsigned: Equatable {
    /// Nil: the hand-over.
    var serial: Int?
    var since: Instant
    var isPrivate: Bool
  }

  /// What that unit has not signed for, the hand-over first.
  func unsigned(by unit: UnitReference) -> [Unsigned] {
    guard state.isOpen, let handling else { return [] }
    var found: [Unsigned] = []
    if let handed = handling.handed, handed.received == nil, Handing.isSame(handed.unit, unit) {
      found.append(Unsigned(serial: nil, since: handed.at, isPrivate: false))
    }
    for paper in handling.instruments
    where paper.stands && paper.received == nil && Handing.isSame(paper.unit, unit) {
      found.append(
        Unsigned(
          serial: paper.serial, since: paper.issuedAt ?? paper.draftedAt,
          isPrivate: paper.isPrivate))
    }
    return found
  }

  /// Ends what went to a unit that has the case no longer.
  mutating func endPapers(at now: Instant) {
    guard let holder, let handling else { return }
    for (index, paper) in handling.instruments.enumerated() where paper.ends(with: holder) {
      self.handling?.instruments[index].ended = now
    }
  }
}

extension Instrument {
  /// Issued, and its unit's still.
  var stands: Bool { state == .issued && ended == nil }

  fileprivate func ends(with holder: UnitReference) -> Bool {
    stands && !Handing.isSame(unit, holder)
  }

  /// As it is where the hand-over that ended it was taken back: it stands again, unless it had ended
  /// before its unit got the case anew.
  func restored(into matter: Case) -> Instrument {
    var paper = self
    if let ended, matter.handling?.handed.map({ $0.at < ended }) ?? true,
      matter.holder.map({ Handing.isSame($0, unit) }) ?? true
    {
      paper.ended = nil
    }
    return paper
  }
}
