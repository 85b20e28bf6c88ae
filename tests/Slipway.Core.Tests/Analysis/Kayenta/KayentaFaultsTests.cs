using Shouldly;
using Slipway.Core.Analysis.Kayenta;
using Xunit;
using static Slipway.Core.Tests.Analysis.Kayenta.KayentaCase;

namespace Slipway.Core.Tests.Analysis.Kayenta;

public sealed class KayentaFaultsTests
{
    [Fact]
    public void An_input_of_defaults_has_none() => KayentaAnalysis.Faults(new KayentaInput { Metrics = [Passing()] }).ShouldBeEmpty();

    [Fact]
    public void Every_fault_is_named_with_its_place()
    {
        var input = new KayentaInput
        {
            Confidence = 1,
            Tolerance = double.NaN,
            MinPoints = 0,
            Pass = 90,
            Marginal = 95,
            GroupWeights = new Dictionary<string, double> { ["a"] = -1, ["b"] = 60, ["c"] = 60 },
            Metrics = [Passing(), Passing() with { AllowedIncrease = double.PositiveInfinity, CriticalDecrease = double.NaN }],
        };
        KayentaAnalysis.Faults(input).ShouldBe([
            "confidence is not between 0 and 1: 0.98 is usual",
            "tolerance is not a number of 0 or more: 0.25 is usual",
            "minPoints is not 1 or more",
            "marginal is not between 0 and pass",
            "groupWeights.a is not between 0 and 100",
            "groupWeights are above 100 together",
            "metrics[1].allowedIncrease is not a finite number",
            "metrics[1].criticalDecrease is not a finite number",
        ]);
        Should.Throw<ArgumentException>(() => KayentaAnalysis.Judge(input)).Message.ShouldStartWith("confidence is not between 0 and 1");
    }

    [Fact]
    public void No_metrics_are_a_fault() =>
        KayentaAnalysis.Faults(new KayentaInput { Metrics = [], Pass = 101 }).ShouldBe(["pass is not between 0 and 100", "metrics is empty: name one at least"]);
}
