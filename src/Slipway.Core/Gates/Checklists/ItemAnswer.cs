namespace Slipway.Core.Gates.Checklists;

/// <summary>An answer, and when it was given.</summary>
public sealed record ItemAnswer(ItemAnswered Event, DateTimeOffset At)
{
    public bool IsGood => Event is not ItemChecked { Passed: false };

    public bool IsExpired(DateTimeOffset now) => Event.Until <= now;
}
