extension Zone {
  /// The moment at which that minute of that day begins; 1440 is the end of the day. An hour that
  /// the zone's clocks leave out is the one after it.
  public func moment(on day: CivilDate, minute: Int) -> Instant {
    let local = Int64(day.dayNumber) * 86_400 + Int64(minute) * 60
    let guess = Instant(seconds: local - offset(at: Instant(seconds: local)))
    return Instant(seconds: local - offset(at: guess))
  }
}
