using System.Diagnostics;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;

if (args is ["--seed", var one])
{
    var plan = PlanDraw.Draw(int.Parse(one));
    Console.WriteLine(string.Join('\n', plan.Happenings));
    Console.WriteLine(string.Join('\n', Trial.Run(plan, null, traced: true).Trace));
    return 0;
}
if (args is ["--hunt", var max])
{
    foreach (var mutation in Slipway.Testing.Simulation.Mutations.AllMutations.List)
    {
        var w = Stopwatch.StartNew();
        var hunt = Slipway.Testing.Simulation.Mutations.Hunt.For(mutation, 1, int.Parse(max));
        var first = hunt.First?.ToString() ?? "";
        Console.WriteLine($"{hunt.Seeds?.ToString() ?? "NOT"} {w.Elapsed.TotalSeconds:0.0}s {mutation.GetType().Name}: {first[..Math.Min(170, first.Length)]}");
    }
    return 0;
}
var (from, to) = (int.Parse(args[0]), int.Parse(args[1]));
var watch = Stopwatch.StartNew();
var coverage = new Coverage();
var bad = 0;
for (var seed = from; seed < to; seed++)
{
    var result = Trial.Run(PlanDraw.Draw(seed));
    coverage.Add(result.Coverage);
    if (result.Violations.Count > 0)
    {
        bad++;
        var first = result.Violations[0].ToString();
        Console.WriteLine($"{seed}: {first[..Math.Min(330, first.Length)]}");
    }
}
Console.WriteLine($"{bad} bad, {(to - from) / watch.Elapsed.TotalSeconds:0.0} seeds/s, {coverage.Simulated.TotalHours:0} h, {coverage.Events} events, missing {coverage.MissingPairs.Count()} of {FaultKinds.Pairs.Count}: {string.Join(' ', coverage.MissingPairs.Take(30))}");
Console.WriteLine(string.Join(", ", coverage.Faults.Select(f => $"{f.Key} {f.Value}")));
Console.WriteLine(string.Join(", ", coverage.Transitions.OrderBy(t => t.Key).Select(f => $"{f.Key.From}>{f.Key.To} {f.Value}")));
return bad == 0 ? 0 : 1;
