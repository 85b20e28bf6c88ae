using Slipway.Core.Analysis;

namespace Slipway.Core.Upkeep.Rejudging;

/// <summary>The evidence of one finding at an instant.</summary>
/// <param name="Rule">The finding's.</param>
/// <param name="LogE">The natural logarithm of the e-value.</param>
/// <param name="Limit">The e-value that is enough.</param>
public sealed record EvidencePoint(DateTimeOffset At, string Rule, double LogE, double Limit)
{
    /// <summary>Null for a finding that has no e-value.</summary>
    internal static EvidencePoint? Of(DateTimeOffset at, Finding finding) =>
        Find(finding, "logE") is { } logE && Find(finding, "limit") is { } limit ? new EvidencePoint(at, finding.Rule, logE, limit) : null;

    private static double? Find(Finding finding, string name)
    {
        foreach (var number in finding.Numbers)
        {
            if (number.Name == name)
                return number.Value;
        }

        return null;
    }
}
