/* What stands before every text of kernels: one dialect that is OpenCL C 1.2 and CUDA C++ (NVRTC, no includes).
   Kernels call nothing but C operators and what begins with dg_ or DG_. */
#ifdef __OPENCL_C_VERSION__

#pragma OPENCL FP_CONTRACT OFF
typedef uint dg_u32;
typedef long dg_i64;
typedef ulong dg_u64;
#define DG_KERNEL(X, Y) __kernel __attribute__((reqd_work_group_size(X, Y, 1))) void
#define DG_INLINE static inline
#define DG_GLOBAL __global
#define DG_LOCAL __local
#define DG_RESTRICT restrict
#define DG_SHARED(type, name, count) __local type name[count] __attribute__((aligned(16)))
#define DG_THREAD(axis) ((int)get_local_id(axis))
#define DG_GROUP(axis) ((int)get_group_id(axis))
#define DG_SYNC() barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)
#define DG_STORE4(to, from) vstore4((float4)((from)[0], (from)[1], (from)[2], (from)[3]), 0, to)
#define DG_VECTOR4(from) vload4(0, from)
#define dg_bits(x) as_uint(x)
#define dg_int_bits(x) as_int(x)
#define dg_float(x) as_float(x)
#define dg_exp(x) exp(x)
#define dg_expm1(x) expm1(x)
#define dg_log(x) log(x)
#define dg_log1p(x) log1p(x)
#define dg_pow(x, y) pow(x, y)
#define dg_sqrt(x) sqrt(x)
#define dg_sin(x) sin(x)
#define dg_cos(x) cos(x)
#define dg_tan(x) tan(x)
#define dg_asin(x) asin(x)
#define dg_acos(x) acos(x)
#define dg_atan(x) atan(x)
#define dg_atan2(y, x) atan2(y, x)
#define dg_sinh(x) sinh(x)
#define dg_cosh(x) cosh(x)
#define dg_asinh(x) asinh(x)
#define dg_acosh(x) acosh(x)
#define dg_atanh(x) atanh(x)
#define dg_exp2(x) exp2(x)
#define dg_erf(x) erf(x)
#define dg_floor(x) floor(x)
#define dg_ceil(x) ceil(x)
#define dg_rint(x) rint(x)
#define dg_trunc(x) trunc(x)
#define dg_abs(x) fabs(x)
#define dg_fma(x, y, z) fma(x, y, z)

/* OpenCL lets tanh stop an ulp short of 1 however far out, as PoCL's does; 1 - tanh^2, which is 0 there, would be as far off times x. */
DG_INLINE float dg_tanh(float x)
{
    float magnitude = fabs(x);
    float t = expm1(magnitude > 10.0f ? 20.0f : magnitude + magnitude);
    return copysign(t / (t + 2.0f), x);
}

#else

typedef unsigned int dg_u32;
typedef long long dg_i64;
typedef unsigned long long dg_u64;
#define DG_KERNEL(X, Y) extern "C" __global__ __launch_bounds__((X) * (Y)) void
#define DG_INLINE static __device__ __forceinline__
#define DG_GLOBAL
#define DG_LOCAL
#define DG_RESTRICT __restrict__
#define DG_SHARED(type, name, count) __shared__ __align__(16) type name[count]
#define DG_AXIS_0(index) ((int)index.x)
#define DG_AXIS_1(index) ((int)index.y)
#define DG_AXIS_2(index) ((int)index.z)
#define DG_THREAD(axis) DG_AXIS_##axis(threadIdx)
#define DG_GROUP(axis) DG_AXIS_##axis(blockIdx)
#define DG_SYNC() __syncthreads()
#define DG_STORE4(to, from) (*(float4*)(to) = make_float4((from)[0], (from)[1], (from)[2], (from)[3]))
#define DG_VECTOR4(from) (*(const float4*)(from))
#define dg_bits(x) __float_as_uint(x)
#define dg_int_bits(x) __float_as_int(x)
#define dg_float(x) __int_as_float((int)(x))
#define dg_exp(x) expf(x)
#define dg_expm1(x) expm1f(x)
#define dg_log(x) logf(x)
#define dg_log1p(x) log1pf(x)
#define dg_pow(x, y) powf(x, y)
#define dg_sqrt(x) sqrtf(x)
#define dg_sin(x) sinf(x)
#define dg_cos(x) cosf(x)
#define dg_tan(x) tanf(x)
#define dg_asin(x) asinf(x)
#define dg_acos(x) acosf(x)
#define dg_atan(x) atanf(x)
#define dg_atan2(y, x) atan2f(y, x)
#define dg_sinh(x) sinhf(x)
#define dg_cosh(x) coshf(x)
#define dg_tanh(x) tanhf(x)
#define dg_asinh(x) asinhf(x)
#define dg_acosh(x) acoshf(x)
#define dg_atanh(x) atanhf(x)
#define dg_exp2(x) exp2f(x)
#define dg_erf(x) erff(x)
#define dg_floor(x) floorf(x)
#define dg_ceil(x) ceilf(x)
#define dg_rint(x) rintf(x)
#define dg_trunc(x) truncf(x)
#define dg_abs(x) fabsf(x)
#define dg_fma(x, y, z) fmaf(x, y, z)

#endif

/* Before a loop whose counter only picks registers. */
#define DG_UNROLL _Pragma("unroll")

/* Four floats at once between registers and memory, global or shared, that starts at a multiple of 16 bytes. */
#define DG_LOAD4(to, from) \
    do \
    { \
        float4 four_ = DG_VECTOR4(from); \
        (to)[0] = four_.x; \
        (to)[1] = four_.y; \
        (to)[2] = four_.z; \
        (to)[3] = four_.w; \
    } while (0)

#define DG_ZERO4(to) \
    do \
    { \
        (to)[0] = 0.0f; \
        (to)[1] = 0.0f; \
        (to)[2] = 0.0f; \
        (to)[3] = 0.0f; \
    } while (0)

#define DG_INFINITY dg_float(0x7F800000)
#define DG_NAN dg_float(0x7FC00000)

/* As the processor: a NaN on either side is the result. */
DG_INLINE float dg_max(float x, float y) { return x > y || x != x ? x : y; }
DG_INLINE float dg_min(float x, float y) { return x < y || x != x ? x : y; }

/* The order of a sort that keeps equal elements as they are: NaN is larger than all others. */
DG_INLINE int dg_is_less(float x, float y) { return x < y || (y != y && x == x); }
DG_INLINE int dg_is_equal(float x, float y) { return x == y || (x != x && y != y); }

DG_INLINE int dg_comes_before(float x, int at_x, float y, int at_y)
{
    return dg_is_equal(x, y) ? at_x < at_y : dg_is_less(x, y);
}

DG_INLINE int dg_comes_before_descending(float x, int at_x, float y, int at_y)
{
    return dg_is_equal(x, y) ? at_x < at_y : dg_is_less(y, x);
}

/* Without an exponential that overflows. */
DG_INLINE float dg_sigmoid(float x)
{
    float e = dg_exp(-dg_abs(x));
    return (x < 0.0f ? e : 1.0f) / (1.0f + e);
}

DG_INLINE float dg_softplus(float x) { return dg_max(x, 0.0f) + dg_log1p(dg_exp(-dg_abs(x))); }

DG_INLINE float dg_elu(float x) { return x <= 0.0f ? dg_expm1(x) : x; }

/* log(exp(x) + exp(y)). Of equal infinities the difference is NaN. */
DG_INLINE float dg_log_add_exp(float x, float y)
{
    return x == y ? x + 0.693147182f : dg_max(x, y) + dg_log1p(dg_exp(-dg_abs(x - y)));
}

/* The uniform number in [0, 1) of an element of a stream: Philox4x32-10, bit for bit as the processor's.
   key: the two words of the key, and the low word of the step; path: the declared place of the operation. */
DG_INLINE float dg_uniform(DG_GLOBAL const dg_u32* key, dg_u32 path, dg_u64 element)
{
    dg_u32 c0 = (dg_u32)element, c1 = (dg_u32)(element >> 32), c2 = path, c3 = key[2];
    dg_u32 k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; round++)
    {
        dg_u64 product0 = (dg_u64)0xD2511F53u * c0;
        dg_u64 product1 = (dg_u64)0xCD9E8D57u * c2;
        c0 = (dg_u32)(product1 >> 32) ^ c1 ^ k0;
        c2 = (dg_u32)(product0 >> 32) ^ c3 ^ k1;
        c1 = (dg_u32)product1;
        c3 = (dg_u32)product0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return (float)(int)(c0 >> 8) * (1.0f / 16777216.0f);
}

#define dg_add(x, y) ((x) + (y))
#define dg_multiply(x, y) ((x) * (y))

/* DG_GROUP_REDUCE combines a value of all threads of a group of one direction and gives the result to each of them: count threads, a power
   of two and at most 1024. DG_COLUMN_REDUCE does so for the threads of a group that have the same x, each x by itself: width times height
   threads, both powers of two, width at most 32. shared: room for a value of each thread. All come to it, and it ends with a barrier. The
   order of the sum is the same in every run: halves of the group; on CUDA threads of a warp that are 16 apart, then 8 and so on, then the
   warps one after another. */
#ifdef __OPENCL_C_VERSION__

#define DG_GROUP_REDUCE(count, shared, thread, value, combine) \
    do \
    { \
        shared[thread] = (value); \
        DG_SYNC(); \
        for (int half_ = (count) / 2; half_ > 0; half_ >>= 1) \
        { \
            if ((thread) < half_) shared[thread] = combine(shared[thread], shared[(thread) + half_]); \
            DG_SYNC(); \
        } \
        (value) = shared[0]; \
        DG_SYNC(); \
    } while (0)

#define DG_COLUMN_REDUCE(width, height, shared, x, y, value, combine) \
    do \
    { \
        shared[(y) * (width) + (x)] = (value); \
        DG_SYNC(); \
        for (int half_ = (height) / 2; half_ > 0; half_ >>= 1) \
        { \
            if ((y) < half_) \
                shared[(y) * (width) + (x)] = combine(shared[(y) * (width) + (x)], shared[((y) + half_) * (width) + (x)]); \
            DG_SYNC(); \
        } \
        (value) = shared[x]; \
        DG_SYNC(); \
    } while (0)

#else

#define DG_COLUMN_REDUCE(width, height, shared, x, y, value, combine) \
    do \
    { \
        const int lanes_ = (width) * (height) < 32 ? (width) * (height) : 32; \
        DG_UNROLL for (int far_ = lanes_ / 2; far_ >= (width); far_ >>= 1) \
            (value) = combine(value, __shfl_xor_sync(0xFFFFFFFFu >> (32 - lanes_), value, far_)); \
        const int thread_ = (y) * (width) + (x); \
        if (thread_ % lanes_ < (width)) shared[thread_ / lanes_ * (width) + (x)] = (value); \
        DG_SYNC(); \
        (value) = shared[x]; \
        for (int warp_ = 1; warp_ < (width) * (height) / lanes_; warp_++) (value) = combine(value, shared[warp_ * (width) + (x)]); \
        DG_SYNC(); \
    } while (0)

#define DG_GROUP_REDUCE(count, shared, thread, value, combine) DG_COLUMN_REDUCE(1, count, shared, 0, thread, value, combine)

#endif

/* Factors of products for tensor cores, as floats with fewer bits. TF32 has 10 of the fraction, to nearest, ties away from zero; BF16 has
   7, ties to even. Infinities and NaN stay. */
#if !defined(__OPENCL_C_VERSION__) && defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
DG_INLINE float dg_tf32(float x)
{
    int bits;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(bits) : "f"(x));
    return dg_float(bits);
}

DG_INLINE float dg_bf16(float x)
{
    int bits;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(bits) : "f"(x), "f"(0.0f));
    return dg_float(bits);
}
#else
DG_INLINE float dg_tf32(float x)
{
    dg_u32 bits = dg_bits(x);
    return (bits & 0x7F800000u) == 0x7F800000u ? x : dg_float((bits + 0x1000u) & 0xFFFFE000u);
}

DG_INLINE float dg_bf16(float x)
{
    dg_u32 bits = dg_bits(x);
    return x != x ? x : dg_float((bits + 0x7FFFu + ((bits >> 16) & 1u)) & 0xFFFF0000u);
}
#endif

/* Adds to sum[rows][columns] of each thread the products of one step of the sum, whose factors lie rounded in shared memory: element k of
   a row or column is k pitches away. A warp has blocks of 16 x 8 results, down and across: lane 4 g + t of it has rows g and g + 8, and
   columns 2 t and 2 t + 1, of each block; left and right point to its own first row and column. All threads of the group come to it. */
#if !defined(__OPENCL_C_VERSION__) && defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800

/* What a lane hands over of a row or column: for TF32 element k, for BF16 elements k and k + 4. Which elements stand together is the
   same in both factors, and that is all that the sum asks. */
#define DG_ELEMENTS_tf32 1
#define DG_ELEMENTS_bf16 2
DG_INLINE dg_u32 dg_part_tf32(const float* from, int) { return dg_bits(from[0]); }
DG_INLINE dg_u32 dg_part_bf16(const float* from, int pitch) { return dg_bits(from[0]) >> 16 | dg_bits(from[4 * pitch]); }

DG_INLINE void dg_block_tf32(float* g, float* g8, dg_u32 a0, dg_u32 a1, dg_u32 a2, dg_u32 a3, dg_u32 b0, dg_u32 b1)
{
    asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+f"(g[0]), "+f"(g[1]), "+f"(g8[0]), "+f"(g8[1]) : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
}

DG_INLINE void dg_block_bf16(float* g, float* g8, dg_u32 a0, dg_u32 a1, dg_u32 a2, dg_u32 a3, dg_u32 b0, dg_u32 b1)
{
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+f"(g[0]), "+f"(g[1]), "+f"(g8[0]), "+f"(g8[1]) : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
}

#define DG_TENSOR_PRODUCT(form, thread, rows, columns, depth, left, left_pitch, right, right_pitch, sum) \
    do \
    { \
        const int lane_ = (thread) & 31, half_ = 4 * DG_ELEMENTS_##form; \
        const float* left_ = (left) + (lane_ & 3) * (left_pitch); \
        const float* right_ = (right) + (lane_ & 3) * (right_pitch) + (lane_ / 4 - (lane_ & 3) * 2); \
        DG_UNROLL for (int k_ = 0; k_ < (depth); k_ += 2 * half_) \
        { \
            dg_u32 a_[2][rows], b_[2][(columns) / 2]; \
            DG_UNROLL for (int at_ = 0; at_ < 2; at_++) \
            { \
                DG_UNROLL for (int i_ = 0; i_ < (rows); i_++) \
                    a_[at_][i_] = dg_part_##form(left_ + (k_ + at_ * half_) * (left_pitch) + i_ * 8, left_pitch); \
                DG_UNROLL for (int j_ = 0; j_ < (columns) / 2; j_++) \
                    b_[at_][j_] = dg_part_##form(right_ + (k_ + at_ * half_) * (right_pitch) + j_ * 8, right_pitch); \
            } \
            DG_UNROLL for (int i_ = 0; i_ < (rows); i_ += 2) \
                DG_UNROLL for (int j_ = 0; j_ < (columns) / 2; j_++) \
                    dg_block_##form( \
                        sum[i_] + j_ * 2, sum[i_ + 1] + j_ * 2, a_[0][i_], a_[0][i_ + 1], a_[1][i_], a_[1][i_ + 1], b_[0][j_], b_[1][j_]); \
        } \
    } while (0)

#else

#define DG_TENSOR_PRODUCT(form, thread, rows, columns, depth, left, left_pitch, right, right_pitch, sum) \
    do \
    { \
        DG_UNROLL for (int k_ = 0; k_ < (depth); k_++) \
        { \
            float b_[columns]; \
            DG_UNROLL for (int j_ = 0; j_ < (columns); j_++) b_[j_] = (right)[k_ * (right_pitch) + j_ / 2 * 8 + j_ % 2]; \
            DG_UNROLL for (int i_ = 0; i_ < (rows); i_++) \
            { \
                float a_ = (left)[k_ * (left_pitch) + i_ * 8]; \
                DG_UNROLL for (int j_ = 0; j_ < (columns); j_++) sum[i_][j_] = dg_fma(a_, b_[j_], sum[i_][j_]); \
            } \
        } \
    } while (0)

#endif
