using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis.BurnRate;

/// <summary>An alert over two windows: it fires while the budget burns faster than <see cref="Factor"/> times its even pace over both.</summary>
/// <param name="Long">Says that it matters: longer than <paramref name="Short"/>.</param>
/// <param name="Short">Says that it still goes on; above 0.</param>
/// <param name="Factor">How many times as fast as would use the budget up exactly by the end of its window; above 0.</param>
public sealed record BurnRateWindow(TimeSpan Long, TimeSpan Short, double Factor)
{
    /// <summary>The two that wake a person. Source: The Site Reliability Workbook, table 5-8.</summary>
    [JsonIgnore]
    public static IReadOnlyList<BurnRateWindow> Pages { get; } =
        [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4), new(TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6)];

    /// <summary>The one that can wait for the morning. Same source.</summary>
    [JsonIgnore]
    public static BurnRateWindow Ticket { get; } = new(TimeSpan.FromDays(3), TimeSpan.FromHours(6), 1);
}
