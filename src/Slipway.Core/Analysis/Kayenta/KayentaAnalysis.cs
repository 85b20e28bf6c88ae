namespace Slipway.Core.Analysis.Kayenta;

/// <summary>The judge of Spinnaker's Kayenta: each metric of a candidate against the same of a baseline, and a score over all.</summary>
public static class KayentaAnalysis
{
    /// <summary>What is wrong with an input, each with its place (<c>metrics[2].allowedIncrease</c>); empty when it can be judged.</summary>
    public static IReadOnlyList<string> Faults(KayentaInput input) => throw new NotSupportedException("The judge itself is not built yet");

    /// <summary>Judges. The same input gives the same result to the last digit.</summary>
    /// <exception cref="ArgumentException">The input has <see cref="Faults"/>.</exception>
    public static KayentaResult Judge(KayentaInput input) => throw new NotSupportedException("The judge itself is not built yet");
}
