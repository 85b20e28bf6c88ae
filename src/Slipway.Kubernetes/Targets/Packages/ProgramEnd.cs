namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>How a program ended.</summary>
/// <param name="Code">0 when it did what was wanted.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Complaint">The end of what it complained of, in one line.</param>
internal sealed record ProgramEnd(int Code, string Output, string Complaint)
{
    public bool IsGood => Code == 0;
}
