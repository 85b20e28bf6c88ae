using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of the burn-rate judge, and of objectives.</summary>
internal static class BurnRateSchema
{
    private const double MinFactor = 0.01;

    /// <summary>Of a factor above 1 / (1 − objective) no outage is large enough; this is it for 99.999 %.</summary>
    private const double MaxFactor = 100_000;

    /// <summary>The history of the traffic reaches back no further.</summary>
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(30);

    /// <summary>The longest window of a page has to fit in, several times.</summary>
    private static readonly TimeSpan MinWindow = TimeSpan.FromDays(1);

    private static readonly ObjectType<BurnRateWindow> Window = new ObjectType<BurnRateWindow>(new BurnRateWindow(default, default, default))
        .Required("long", DurationType.Positive, w => w.Long, (w, v) => w with { Long = v },
            "Says that it matters.", "1h")
        .Required("short", DurationType.Positive, w => w.Short, (w, v) => w with { Short = v },
            "Says that it still goes on.", "5m")
        .Required("factor", new NumberType(MinFactor, MaxFactor), w => w.Factor, (w, v) => w with { Factor = v },
            "It fires above this many times the even pace of the budget, over both.", "14.4")
        .Rule((w, at) =>
        {
            if (w.Long <= w.Short)
                at.Key("long").Error("is not longer than 'short'", "a twelfth is usual: { long: 1h, short: 5m }");
        });

    /// <summary>A percentage as a fraction, below 100 %.</summary>
    public static MappedType<decimal, double> Objective { get; } = new(new PercentType(zero: false), p => (double)(p / 100), f => (decimal)f * 100);

    public static ObjectType<BurnRateSpec> Judge { get; } = new ObjectType<BurnRateSpec>(new BurnRateSpec { Slo = 0 })
        .Required("slo", Objective, b => b.Slo, (b, v) => b with { Slo = v },
            "The part of the requests that shall be good, below 100%.", "99.9%")
        .Optional("windows", new ListType<BurnRateWindow>(Window, "windows", min: 1, max: 10), b => b.Windows, (b, v) => b with { Windows = v },
            "When it fires. Each alone can roll back.")
        .Optional("minRequests", new MappedType<int, long>(new WholeNumberType(1, 1_000_000_000), n => n, n => (int)n), b => b.MinRequests, (b, v) => b with { MinRequests = v },
            "Fewer requests of the new version in the short window are too little data.")
        .Rule((b, at) => LeavesBudget(b.Slo, at.Key("slo")));

    public static ObjectType<SloSpec> Slo { get; } = new ObjectType<SloSpec>(new SloSpec { Objective = 0 })
        .Required("objective", Objective, s => s.Objective, (s, v) => s with { Objective = v },
            "The part of the requests that shall be good, below 100%.", "99.9%")
        .Optional("window", new DurationType(MaxWindow), s => s.Window, (s, v) => s with { Window = v },
            "The trailing time that it is promised over: from 1d to 30d.")
        .Rule((s, at) =>
        {
            LeavesBudget(s.Objective, at.Key("objective"));
            if (s.Window < MinWindow)
                at.Key("window").Error("is shorter than 1d", "30d is usual");
        });

    /// <summary>An objective of 100 % allows no error at all: there is nothing that could burn.</summary>
    public static void LeavesBudget(double objective, SpecCursor at)
    {
        if (objective >= 1)
            at.Error("leaves no error budget", "99.9% is usual");
    }
}
