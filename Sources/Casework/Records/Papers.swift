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

  /// Whether that unit has the matter: it answers for it and was sent it.
  func isWith(_ unit: UnitReference) -> Bool {
    guard let own = details.unit, let holder else { return false }
    return Handing.isSame(own, unit) && Handing.isSame(holder, unit)
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

  /// Whether the unit that has it signed for something of it.
  var wasSignedFor: Bool {
    handling?.handed?.received != nil
      || handling?.instruments.contains { $0.stands && $0.received != nil } ?? false
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

extension Handling {
  /// When the unit answered what was sent at that moment, which is by its report alone: a case that was
  /// closed another way was answered by nobody.
  public func answer(to issued: Instant) -> Instant? {
    guard let at = report?.at ?? reportedBefore, at >= issued else { return nil }
    return at
  }

  /// When its unit answered an instrument: what was reported after it had lost the case is another's.
  public func answer(to paper: Instrument) -> Instant? {
    guard paper.state == .issued else { return nil }
    let issued = paper.issuedAt ?? paper.draftedAt
    guard let ended = paper.ended else { return answer(to: issued) }
    return [report?.at, reportedBefore].compactMap { $0 }.first { $0 >= issued && $0 < ended }
  }
}

extension Handling {
  /// What the unit was sent and had not signed for it has taken in: it signed, or it answered.
  mutating func sign(_ receipt: Receipt, for unit: UnitReference) {
    if let handed, handed.received == nil, Handing.isSame(handed.unit, unit) {
      self.handed?.received = receipt
    }
    for index in instruments.indices
    where instruments[index].stands && instruments[index].received == nil
      && instruments[index].waits != true && !instruments[index].isPrivate
      && Handing.isSame(instruments[index].unit, unit)
    {
      instruments[index].received = receipt
    }
  }

  /// A unit gets the matter that did not have it: its term is its own from here on, and what the one before
  /// made of its term stays that one's.
  /// - Parameter matter: As it was until then.
  mutating func beginAnew(after matter: Case, at instant: Instant) {
    if let unit = matter.details.unit, matter.isWith(unit), let due = firstDue ?? matter.due {
      formerTerms = (formerTerms ?? []) + [FormerTerm(unit: unit, due: due, until: instant)]
    }
    firstDue = nil
    lateWorkdays = 0
  }
}
