namespace Slipway.Core.Analysis.Sequential;

/// <summary>What both sides answered over the same time: between two scrapes, in a minute.</summary>
/// <param name="Candidate">The version that is judged.</param>
/// <param name="Baseline">What it is compared with: best all of stable, not an instance of it.</param>
public readonly record struct Observation(SideCount Candidate, SideCount Baseline)
{
    /// <summary>False where one side had no requests: then there is nothing to compare.</summary>
    public bool Compares => Candidate.Requests > 0 && Baseline.Requests > 0;

    /// <summary>θ: the candidate's share of the requests; above 0 and below 1 where it <see cref="Compares"/>.</summary>
    public double Share => (double)Candidate.Requests / (Candidate.Requests + Baseline.Requests);
}
