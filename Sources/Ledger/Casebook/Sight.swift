import Casework

/// What restricted cases were asked for and met while an act was decided: so that each view leaves an
/// entry, whatever rule made it, and what is about them leaves none in the open chain.
public final class Sight {
  /// Numbers that were asked for, whether they exist or not.
  public private(set) var asked: Set<CaseNumber> = []
  /// Cases that were shown to the rules.
  public private(set) var met: Set<CaseNumber> = []

  public init() {}

  func ask(_ number: CaseNumber) { asked.insert(number) }

  func meet(_ matter: Case) {
    if matter.number.series == .restricted { met.insert(matter.number) }
  }
}
