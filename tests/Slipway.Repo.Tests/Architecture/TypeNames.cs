using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Slipway.Repo.Tests.Architecture;

/// <summary>Collects the types that metadata signatures name.</summary>
internal sealed class TypeNames(MetadataReader reader, Action<EntityHandle> found) : ISignatureTypeProvider<int, object?>
{
    public int GetTypeFromDefinition(MetadataReader metadata, TypeDefinitionHandle handle, byte rawTypeKind) => Found(handle);

    public int GetTypeFromReference(MetadataReader metadata, TypeReferenceHandle handle, byte rawTypeKind) => Found(handle);

    public int GetTypeFromSpecification(MetadataReader metadata, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public int GetSZArrayType(int elementType) => 0;

    public int GetArrayType(int elementType, ArrayShape shape) => 0;

    public int GetByReferenceType(int elementType) => 0;

    public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) => 0;

    public int GetPointerType(int elementType) => 0;

    public int GetPinnedType(int elementType) => 0;

    public int GetFunctionPointerType(MethodSignature<int> signature) => 0;

    public int GetGenericMethodParameter(object? genericContext, int index) => 0;

    public int GetGenericTypeParameter(object? genericContext, int index) => 0;

    public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;

    public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

    private int Found(EntityHandle handle)
    {
        found(handle);
        return 0;
    }
}
