using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>One item of an environment's <c>analysis</c>: a judge with its settings. Each of them alone can roll back.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "judge")]
[JsonDerivedType(typeof(AnalysisRule), "threshold")]
[JsonDerivedType(typeof(SequentialSpec), SequentialSpec.Kind)]
[JsonDerivedType(typeof(KayentaSpec), KayentaSpec.Kind)]
[JsonDerivedType(typeof(BurnRateSpec), BurnRateSpec.Kind)]
public abstract record JudgeSpec;
