using System.Text.Json.Serialization;
using Slipway.Bench.Judge.Contenders;
using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Report;

/// <summary>What one judge did with all pairs of a scenario.</summary>
public sealed record JudgeOutcome
{
    public required string Judge { get; init; }

    /// <summary>Candidates that it took back: by mistake where they were not worse, else found.</summary>
    public required Proportion Stopped { get; init; }

    /// <summary>Candidates with more errors than it allows, in percent, whether or not it was slower first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ErrorsPercent { get; init; }

    /// <summary>Candidates slower than it allows, in percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double LatencyPercent { get; init; }

    /// <summary>Of Slipway: candidates so much slower that it waited for no confirmation, in percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double SevereLatencyPercent { get; init; }

    /// <summary>Of Slipway: candidates that it showed to be no worse than tolerated before anything else, in percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double SatisfiedPercent { get; init; }

    /// <summary>The mean minute in which that was; null where it never was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? SatisfiedMinutes { get; init; }

    /// <summary>Requests that the candidate answered until it was taken back, in the mean; all of theirs where it was not.</summary>
    public required double MeanRequests { get; init; }

    /// <summary>Minutes until it was taken back, in the mean; all of them where it was not.</summary>
    public required double MeanMinutes { get; init; }

    /// <summary>Minutes of those that were taken back alone; null where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MeanMinutesOfStopped { get; init; }

    public static JudgeOutcome Of(string judge, IReadOnlyList<Course> courses)
    {
        double Percent(Opinion reason) => Math.Round(100.0 * courses.Count(course => course.Reasons.HasFlag(reason)) / courses.Count, 3);
        return new JudgeOutcome
        {
            Judge = judge,
            Stopped = Proportion.Of(courses.Count(course => course.StoppedAt is not null), courses.Count),
            ErrorsPercent = Percent(Opinion.Errors),
            LatencyPercent = Percent(Opinion.Latency),
            SevereLatencyPercent = Percent(Opinion.SevereLatency),
            SatisfiedPercent = Math.Round(100.0 * courses.Count(course => course.SatisfiedAt is not null) / courses.Count, 3),
            SatisfiedMinutes = Mean(courses.Select(course => course.SatisfiedAt)),
            MeanRequests = Math.Round(courses.Average(course => course.Requests), 1),
            MeanMinutes = Math.Round(courses.Average(course => course.StoppedAt ?? Pair.Minutes), 2),
            MeanMinutesOfStopped = Mean(courses.Select(course => course.StoppedAt)),
        };
    }

    private static double? Mean(IEnumerable<int?> minutes) => minutes.Average() is { } mean ? Math.Round(mean, 2) : null;
}
